package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.vigia.watcher.cluster.ClusterSpec.Fallback;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The clusters that are configured. What is wrong in a configuration stops the start. */
@Startup(ClusterWiring.BEFORE_THE_CHANNELS)
@ApplicationScoped
public class ClusterWiring {

  static final int BEFORE_THE_CHANNELS = -500;

  private static final Logger LOG = Logger.getLogger(ClusterWiring.class);
  private static final String QUARKUS = "quarkus.elasticsearch.";

  private final Map<String, ClusterClient> clusters = new TreeMap<>();

  @Inject
  ClusterWiring(ClusterConfig config, Config quarkus, ObjectMapper json) {
    this(specs(config, fallback(quarkus)), json);
  }

  ClusterWiring(List<ClusterSpec> specs, ObjectMapper json) {
    for (ClusterSpec spec : specs) {
      warn(spec);
      clusters.put(spec.name(), new ClusterClient(spec, json));
    }
  }

  /** The names, in alphabetical order. */
  public List<String> names() {
    return List.copyOf(clusters.keySet());
  }

  Collection<ClusterClient> all() {
    return clusters.values();
  }

  /**
   * @throws Unanswered when there is none of that name
   */
  ClusterClient named(String name) {
    ClusterClient cluster = clusters.get(name);
    if (cluster == null) {
      throw new Unanswered(
          Reason.REJECTED,
          Complaint.bounded(
              "there is no cluster '" + name + "', only " + String.join(", ", names())));
    }
    return cluster;
  }

  @PreDestroy
  void close() throws IOException {
    for (ClusterClient cluster : clusters.values()) {
      cluster.close();
    }
  }

  static List<ClusterSpec> specs(ClusterConfig config, Fallback fallback) {
    var names = new TreeSet<>(config.named().keySet());
    names.add(ClusterSpec.DEFAULT);
    return names.stream()
        .map(
            name ->
                ClusterSpec.of(
                    name,
                    Objects.requireNonNull(config.named().get(name)),
                    Optional.of(fallback).filter(f -> name.equals(ClusterSpec.DEFAULT))))
        .toList();
  }

  private static Fallback fallback(Config quarkus) {
    return new Fallback(
        List.of(
            quarkus
                .getOptionalValue(QUARKUS + "hosts", String[].class)
                .orElse(new String[] {"localhost:9200"})),
        quarkus.getOptionalValue(QUARKUS + "protocol", String.class).orElse("http"),
        Credentials.of(
            "quarkus.elasticsearch",
            quarkus.getOptionalValue(QUARKUS + "username", String.class),
            quarkus.getOptionalValue(QUARKUS + "password", String.class),
            quarkus.getOptionalValue(QUARKUS + "api-key", String.class)));
  }

  private static void warn(ClusterSpec spec) {
    if (spec.trust().insecure()) {
      LOG.warnf(
          "vigia.watcher.clusters.%s.insecure: anybody may pretend to be this cluster",
          spec.name());
    }
    boolean open = spec.hosts().stream().anyMatch(h -> "http".equalsIgnoreCase(h.getScheme()));
    if (open && spec.credentials().header().isPresent()) {
      LOG.warnf(
          "vigia.watcher.clusters.%s.hosts: over http, anybody on the way reads its credentials",
          spec.name());
    }
  }
}
