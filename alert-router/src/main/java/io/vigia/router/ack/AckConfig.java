package io.vigia.router.ack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of acknowledgements. */
@ConfigMapping(prefix = "vigia.router.ack")
public interface AckConfig {

  /** How long one lasts that does not say so. */
  @WithDefault("4h")
  Duration lasts();

  /** How long one may last. */
  @WithDefault("7d")
  Duration atMost();
}
