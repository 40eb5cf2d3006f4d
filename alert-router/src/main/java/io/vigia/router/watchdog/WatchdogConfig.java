package io.vigia.router.watchdog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the outbound watchdog. */
@ConfigMapping(prefix = "vigia.router.watchdog")
public interface WatchdogConfig {

  /**
   * An outside service that raises the alarm when it hears nothing; without one nothing is sent.
   */
  Optional<URI> url();

  /** How often it hears that Vigía is alive. */
  @WithDefault("1m")
  Duration interval();
}
