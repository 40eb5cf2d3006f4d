package io.vigia.kit.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who may call. Without any key configured, nobody may. */
@ConfigMapping(prefix = "vigia.security")
public interface SecurityConfig {

  /** A JSON file: a list of {@code {name, tenant, role, sha256}}. */
  Optional<Path> keysFile();

  /** {@code {"tenant": "key"}} as JSON, each with the role operator (r2's TENANT_API_KEYS). */
  Optional<String> tenantApiKeys();

  /**
   * A PEM file with the router's public key (Ed25519); tokens of its gateway are accepted then.
   * Without it none are.
   */
  Optional<Path> gatewayPublicKey();

  /** A role for callers without credentials, for trusted networks and tests. */
  Optional<String> anonymousRole();

  /** The tenant of those callers. */
  @WithDefault("default")
  String anonymousTenant();

  /** How often credentials may be guessed. */
  Failures failures();

  /** The limit of one remote address; of IPv6 that is a network of 64 bits. */
  interface Failures {

    /** Failed attempts within a window; then 429 until the window is over. */
    @WithDefault("10")
    @Min(1)
    int allowed();

    /** The window's length. */
    @WithDefault("1m")
    Duration window();

    /** How long credentials that worked from an address pass by its limit. */
    @WithDefault("24h")
    Duration goodFor();
  }
}
