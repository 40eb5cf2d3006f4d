package io.vigia.router.deliver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Settings of delivery. */
@ConfigMapping(prefix = "vigia.router.deliver")
public interface DeliverConfig {

  /** In which zone times are written for people, unless an entry names its own. */
  @WithDefault("${TZ:UTC}")
  ZoneId timeZone();
}
