package io.vigia.kit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the suite's own logs go. Without an address they stay in their files. */
@ConfigMapping(prefix = "vigia")
public interface LogShippingConfig {

  /** OpenSearch or Elasticsearch, credentials as user info if it asks for them. */
  @WithName("opensearch.url")
  Optional<URI> opensearchUrl();

  /** Put before every index name, so that several suites can share a cluster. */
  Optional<String> indexPrefix();

  /** How long a line may wait in the file. */
  @WithName("logs.ship-interval")
  @WithDefault("2s")
  Duration shipInterval();
}
