package io.vigia.benchmarks.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.benchmarks.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which data sets a cluster holds: one document for each, in the same cluster, so that both are
 * there or neither. It is written first as begun and, when all is loaded, as complete.
 */
final class Manifest {

  private static final String INDEX = "/bench-manifest";

  /** Counts up when the generator makes other documents. */
  private static final int GENERATION = 1;

  /** Watchers can look back 366 days. */
  private static final Duration OLDEST = Duration.ofDays(360);

  private final Cluster cluster;

  Manifest(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A set that was begun or loaded. */
  record Entry(DataSet set, boolean complete) {}

  /** The entry of a set of that size and seed, unless it is of no use any more. */
  Optional<Entry> find(DataSet wanted, Instant now) throws IOException {
    JsonNode source = cluster.get(path(wanted)).path("_source");
    if (source.path("generation").asInt() != GENERATION) {
      return Optional.empty();
    }
    Instant base = Instant.parse(source.path("base").asText());
    if (base.plus(OLDEST).isBefore(now)) {
      return Optional.empty();
    }
    return Optional.of(new Entry(wanted.at(base), source.path("complete").asBoolean()));
  }

  void write(DataSet set, boolean complete) throws IOException {
    cluster.put(
        path(set) + "?refresh=true",
        JsonNodeFactory.instance
            .objectNode()
            .put("generation", GENERATION)
            .put("documents", set.documents())
            .put("indices", set.indices())
            .put("seed", set.seed())
            .put("base", set.base().toString())
            .put("complete", complete));
  }

  private static String path(DataSet set) {
    return INDEX + "/_doc/" + set.name();
  }
}
