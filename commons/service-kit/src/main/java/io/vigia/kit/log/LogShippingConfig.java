package io.vigia.kit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service's own log is shipped. Without a cluster it stays in its file. */
@ConfigMapping(prefix = "vigia.logs")
interface LogShippingConfig {

  /** How long a line may wait in the file. */
  @WithDefault("2s")
  Duration shipInterval();

  /** How long the daily indices are kept. */
  @WithDefault("30d")
  Duration retention();
}
