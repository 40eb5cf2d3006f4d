package io.vigia.router.rehearse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of rehearsals. */
@ConfigMapping(prefix = "vigia.router.rehearse")
interface RehearseConfig {

  /** How long beginnings and ends of alerts are kept. */
  @WithDefault("48h")
  Duration keep();

  /** Beginnings and ends that are kept of a tenant. */
  @WithDefault("100000")
  int most();
}
