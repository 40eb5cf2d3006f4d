package io.vigia.router.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the audit. */
@ConfigMapping(prefix = "vigia.router.audit")
public interface AuditConfig {

  /** How long it is kept. */
  @WithDefault("365d")
  Duration retention();
}
