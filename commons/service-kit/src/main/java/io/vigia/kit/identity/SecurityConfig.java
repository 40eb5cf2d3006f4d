package io.vigia.kit.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call. Without any key configured, nobody may. */
@ConfigMapping(prefix = "vigia.security")
public interface SecurityConfig {

  /** A JSON file: a list of {@code {name, tenant, role, sha256}}. */
  Optional<Path> keysFile();

  /** {@code {"tenant": "key"}} as JSON, each with the role operator (r2's TENANT_API_KEYS). */
  Optional<String> tenantApiKeys();

  /** A role for callers without credentials, for trusted networks and tests. */
  Optional<String> anonymousRole();

  /** The tenant of those callers. */
  @WithDefault("default")
  String anonymousTenant();
}
