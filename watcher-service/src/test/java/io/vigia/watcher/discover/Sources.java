package io.vigia.watcher.discover;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import java.util.HashMap;
import java.util.Map;

/** Configured sources, as the service would see them. */
final class Sources {

  private Sources() {}

  static SourceConfig of(Map<String, String> settings) {
    var all = new HashMap<String, String>();
    settings.forEach((key, value) -> all.put("vigia.watcher.discovery.sources.test." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(DiscoveryConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 500))
        .build()
        .getConfigMapping(DiscoveryConfig.class)
        .sources()
        .get("test");
  }
}
