package io.vigia.watcher.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings as an operator would write them. */
record ClusterSettings(
    Optional<List<String>> hosts,
    Optional<String> username,
    Optional<String> password,
    Optional<String> apiKey,
    Optional<Path> caFile,
    boolean insecure,
    int concurrency,
    int slowConcurrency,
    int queue,
    Duration connectTimeout)
    implements ClusterConfig.Settings {

  static ClusterSettings at(String... hosts) {
    return new ClusterSettings(
        Optional.of(List.of(hosts)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        2,
        2,
        8,
        Duration.ofSeconds(1));
  }

  ClusterSettings basic(String name, String secret) {
    return new ClusterSettings(
        hosts,
        Optional.of(name),
        Optional.of(secret),
        apiKey,
        caFile,
        insecure,
        concurrency,
        slowConcurrency,
        queue,
        connectTimeout);
  }

  ClusterSettings key(String key) {
    return new ClusterSettings(
        hosts,
        username,
        password,
        Optional.of(key),
        caFile,
        insecure,
        concurrency,
        slowConcurrency,
        queue,
        connectTimeout);
  }

  ClusterSettings trusting(Path pem) {
    return new ClusterSettings(
        hosts,
        username,
        password,
        apiKey,
        Optional.of(pem),
        insecure,
        concurrency,
        slowConcurrency,
        queue,
        connectTimeout);
  }

  ClusterSettings trustingAll() {
    return new ClusterSettings(
        hosts,
        username,
        password,
        apiKey,
        caFile,
        true,
        concurrency,
        slowConcurrency,
        queue,
        connectTimeout);
  }

  ClusterSettings bounds(int fast, int waiting) {
    return new ClusterSettings(
        hosts,
        username,
        password,
        apiKey,
        caFile,
        insecure,
        fast,
        slowConcurrency,
        waiting,
        connectTimeout);
  }

  ClusterSpec named(String name) {
    return ClusterSpec.of(name, this, Optional.empty());
  }
}
