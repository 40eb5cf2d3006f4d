package io.vigia.router.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of incidents. */
@ConfigMapping(prefix = "vigia.router.incidents")
public interface IncidentConfig {

  /** An incident closes when nothing of it has fired for so long; what fires sooner joins it. */
  @WithDefault("10m")
  Duration quiet();

  /** How often to look which ones close. */
  @WithDefault("5s")
  Duration lookEvery();
}
