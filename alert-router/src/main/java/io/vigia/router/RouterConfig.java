package io.vigia.router;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of alert-router. */
@ConfigMapping(prefix = "vigia.router")
public interface RouterConfig {

  /**
   * A routing file in the form of Alertmanager's {@code alertmanager.yml}; else the built-in one.
   */
  Optional<Path> config();

  /**
   * A folder of {@code *.yml} with receivers, or parts of them, that Alertmanager does not know.
   */
  Optional<Path> receiversDir();

  /** Where people reach this service; stands in notifications. */
  @WithDefault("http://127.0.0.1:8080")
  URI externalUrl();

  /** How long an alert taken over HTTP without an end stays firing. */
  @WithDefault("5m")
  Duration resolveTimeout();

  /** How long a sender waits for its alerts to be stored; then it is told to come back (503). */
  @WithDefault("10s")
  Duration intakeTimeout();

  /** After this a notification that its receiver does not take becomes a dead letter. */
  @WithDefault("24h")
  Duration giveUpAfter();

  /** How long one try of a delivery may take. */
  @WithDefault("10s")
  Duration deliveryTimeout();

  /** How long resolved alerts, finished deliveries, outcomes and silent agents are kept. */
  @WithDefault("30d")
  Duration retention();
}
