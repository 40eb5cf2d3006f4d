package io.vigia.watcher.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as configured, checked.
 *
 * @param hosts at least one
 * @param fast searches of the fast lane at the same time
 * @param slow searches of the slow lane at the same time
 * @param queue searches that wait, in each lane
 */
record ClusterSpec(
    String name,
    List<URI> hosts,
    Credentials credentials,
    Trust trust,
    int fast,
    int slow,
    int queue,
    Duration connectTimeout) {

  static final String DEFAULT = "default";
  private static final String PREFIX = "vigia.watcher.clusters.";
  private static final int MOST_AT_ONCE = 1024;
  private static final int MOST_WAITING = 100_000;

  ClusterSpec {
    hosts = List.copyOf(hosts);
  }

  /**
   * What the cluster {@code default} has where its own settings are silent.
   *
   * @param protocol of hosts without a scheme
   */
  record Fallback(List<String> hosts, String protocol, Credentials credentials) {

    private List<URI> addresses() {
      return ClusterSpec.hosts(
          "quarkus.elasticsearch.hosts",
          hosts.stream().map(h -> h.contains("://") ? h : protocol + "://" + h.strip()).toList());
    }
  }

  /**
   * @throws IllegalArgumentException naming the key
   */
  static ClusterSpec of(String name, ClusterConfig.Settings settings, Optional<Fallback> fallback) {
    String key = PREFIX + name;
    if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(key + ": a name is letters, digits, - and _, at most 64");
    }
    Credentials own =
        Credentials.of(key, settings.username(), settings.password(), settings.apiKey());
    boolean borrows = settings.hosts().isEmpty() && fallback.isPresent();
    return new ClusterSpec(
        name,
        borrows
            ? fallback.get().addresses()
            : hosts(key + ".hosts", settings.hosts().orElse(List.of())),
        borrows && own.header().isEmpty() ? fallback.get().credentials() : own,
        Trust.of(key, settings.caFile(), settings.insecure()),
        within(key + ".concurrency", settings.concurrency(), MOST_AT_ONCE),
        within(key + ".slow-concurrency", settings.slowConcurrency(), MOST_AT_ONCE),
        within(key + ".queue", settings.queue(), MOST_WAITING),
        positive(key + ".connect-timeout", settings.connectTimeout()));
  }

  private static List<URI> hosts(String key, List<String> given) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException(key + ": at least one is required");
    }
    return given.stream().map(host -> host(key, host.strip())).toList();
  }

  private static URI host(String key, String given) {
    String expected = key + ": addresses such as https://search-1:9200 are expected";
    URI host;
    try {
      host = URI.create(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected);
    }
    if (host.getUserInfo() != null) {
      // not shown: what stands before the @ is a secret
      throw new IllegalArgumentException(key + ": no password in an address; .username, .password");
    }
    String scheme = String.valueOf(host.getScheme());
    String path = host.getPath();
    if (host.getHost() == null
        || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(expected + ", not " + given);
    }
    return host;
  }

  private static int within(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + ": 1 to " + most);
    }
    return value;
  }

  private static Duration positive(String key, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(key + ": more than nothing, at most 5 minutes");
    }
    return value;
  }
}
