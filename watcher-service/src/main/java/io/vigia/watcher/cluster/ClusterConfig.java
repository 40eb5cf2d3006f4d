package io.vigia.watcher.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clusters that watchers ask, by name. The one named {@code default} is always there: what is
 * not said of it here is taken from {@code quarkus.elasticsearch.hosts}, {@code .protocol}, {@code
 * .username}, {@code .password} and {@code .api-key}.
 */
@ConfigMapping(prefix = "vigia.watcher.clusters")
public interface ClusterConfig {

  @WithDefaults
  @WithParentName
  Map<String, Settings> named();

  /** One cluster: Elasticsearch 7, 8, 9 or OpenSearch 1, 2, 3; which, it says itself. */
  interface Settings {

    /** Addresses of its nodes, {@code https://search-1:9200}; they take turns. */
    Optional<List<String>> hosts();

    /** For basic authentication, with the password. */
    Optional<String> username();

    Optional<String> password();

    /** Instead of a user name: as the cluster shows it, encoded or {@code id:key}. */
    Optional<String> apiKey();

    /** A PEM file with the certificates to trust, instead of Java's own. */
    Optional<Path> caFile();

    /** Trusts every certificate: for trials only. */
    @WithDefault("false")
    boolean insecure();

    /** Searches of the fast lane at the same time. */
    @WithDefault("8")
    int concurrency();

    /** Searches of the slow lane at the same time. */
    @WithDefault("128")
    int slowConcurrency();

    /** Searches that wait for a turn, in each lane; one more is not answered. */
    @WithDefault("2000")
    int queue();

    @WithDefault("3s")
    Duration connectTimeout();
  }
}
