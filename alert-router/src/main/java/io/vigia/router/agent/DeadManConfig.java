package io.vigia.router.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the dead-man's switch for agents. */
@ConfigMapping(prefix = "vigia.router.dead-man")
public interface DeadManConfig {

  /** An agent is silent after so many of its own intervals without a heartbeat. */
  @WithDefault("3")
  int missed();

  /** But never sooner than this. */
  @WithDefault("30s")
  Duration atLeast();

  /** How often the switch looks at Kafka and at the agents. */
  @WithDefault("250ms")
  Duration lookEvery();

  /** How wrong an agent's clock may be before people hear of it. */
  @WithDefault("30s")
  Duration skew();

  /** How often an agent reports that posts its services without saying so. */
  @WithDefault("10s")
  Duration postedEvery();
}
