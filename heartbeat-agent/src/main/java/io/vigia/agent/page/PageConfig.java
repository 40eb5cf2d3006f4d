package io.vigia.agent.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of paging past the router. */
@ConfigMapping(prefix = "vigia.agent.page")
public interface PageConfig {

  /** A webhook that takes Alertmanager's payload; without one the agent pages nobody. */
  Optional<URI> url();

  /** How long Kafka or the router may stay away before the agent speaks for itself. */
  @WithDefault("2m")
  Duration after();

  /** Sent to the webhook as {@code Authorization: Bearer}. */
  Optional<String> secretKey();
}
