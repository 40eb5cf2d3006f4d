package io.vigia.router.explain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the decision trace. */
@ConfigMapping(prefix = "vigia.router.explain")
interface ExplainConfig {

  /** How long it is kept what was decided of an alert. */
  @WithDefault("7d")
  Duration keep();
}
