package io.vigia.router.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of jobs that report by a URL. */
@ConfigMapping(prefix = "vigia.router.push")
public interface PushConfig {

  /** How often it is looked whether one is missed. */
  @WithDefault("1s")
  Duration lookEvery();
}
