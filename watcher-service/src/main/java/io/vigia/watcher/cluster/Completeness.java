package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an answer to a search is the whole one.
 *
 * <p>A shard that is assigned to no node is missing from {@code _shards.successful}, but may be
 * missing from {@code _shards.failed} and {@code _shards.failures} too: what counts is that not all
 * succeeded.
 */
final class Completeness {

  private Completeness() {}

  /**
   * @param answer of {@code _search}, or one of {@code _msearch}
   */
  static Outcome of(JsonNode answer) {
    if (answer.has("error")) {
      return new Outcome.Failed(Complaint.of(answer.path("status").asInt(), answer));
    }
    JsonNode shards = answer.path("_shards");
    if (!shards.path("total").isNumber()) {
      return failed(Reason.UNREACHABLE, "what answers there is no Elasticsearch or OpenSearch");
    }
    if (answer.path("timed_out").asBoolean()) {
      return failed(Reason.TIMED_OUT, "the cluster gave up in the middle");
    }
    int total = shards.path("total").asInt();
    int missing = missing(shards, total);
    if (missing > 0) {
      return failed(
          Reason.SHARD_FAILURES, missing + " of " + total + " shards failed" + first(shards));
    }
    JsonNode clusters = answer.path("_clusters");
    if (absent(clusters) > 0) {
      return failed(Reason.PARTIAL_RESULT, remotes(clusters));
    }
    if (total == 0) {
      return failed(Reason.MISSING_INDEX, "no index matches");
    }
    if (answer.path("terminated_early").asBoolean()) {
      return failed(Reason.PARTIAL_RESULT, "the search ended early (terminate_after)");
    }
    return new Outcome.Answered(answer);
  }

  private static int missing(JsonNode shards, int total) {
    return Math.max(shards.path("failed").asInt(), total - shards.path("successful").asInt(total));
  }

  private static String first(JsonNode shards) {
    JsonNode failure = shards.path("failures").path(0);
    return failure.isMissingNode()
        ? ": not assigned to a node, or the node is away"
        : ": " + Complaint.words(failure.path("reason"));
  }

  private static int absent(JsonNode clusters) {
    return clusters.path("skipped").asInt()
        + clusters.path("partial").asInt()
        + clusters.path("failed").asInt();
  }

  private static String remotes(JsonNode clusters) {
    List<String> names = new ArrayList<>();
    clusters
        .path("details")
        .fields()
        .forEachRemaining(
            remote -> {
              String status = remote.getValue().path("status").asText();
              if (!status.equals("successful")) {
                names.add(remote.getKey() + " " + status);
              }
            });
    return Complaint.bounded(
        absent(clusters)
            + " of "
            + clusters.path("total").asInt()
            + " remote clusters did not answer wholly"
            + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
  }

  private static Outcome failed(Reason reason, String detail) {
    return new Outcome.Failed(new Unanswered(reason, detail));
  }
}
