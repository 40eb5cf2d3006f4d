package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.http.ContentTooLongException;
import org.apache.http.conn.ConnectTimeoutException;

/** What a cluster, or the way to it, says instead of an answer. */
final class Complaint {

  private static final int MOST = 300;
  private static final Set<String> ALL_SHARDS = Set.of("search_phase_execution_exception");

  private Complaint() {}

  /**
   * @param status of HTTP, 4xx or 5xx
   * @param body missing if it is no JSON
   */
  static Unanswered of(int status, JsonNode body) {
    JsonNode error = body.path("error");
    if (error.isMissingNode()) {
      return new Unanswered(
          Reason.UNREACHABLE, "HTTP " + status + " from what is no Elasticsearch or OpenSearch");
    }
    String words = words(error);
    if (words.contains("too_many_buckets_exception")) {
      // Elasticsearch 7 says 503, but the same search will always be too large
      return new Unanswered(Reason.REJECTED, words);
    }
    return switch (status) {
      case 404 -> new Unanswered(Reason.MISSING_INDEX, words);
      case 408 -> new Unanswered(Reason.TIMED_OUT, words);
      case 429 -> new Unanswered(Reason.UNREACHABLE, "the cluster has too much to do: " + words);
      default ->
          status < 500
              ? new Unanswered(Reason.REJECTED, words)
              : new Unanswered(
                  ALL_SHARDS.contains(error.path("type").asText())
                      ? Reason.SHARD_FAILURES
                      : Reason.UNREACHABLE,
                  words);
    };
  }

  /**
   * @param cluster as configured
   */
  static Unanswered of(ClusterSpec cluster, Throwable failure) {
    if (failure instanceof Unanswered already) {
      return already;
    }
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof SocketTimeoutException && !(failure instanceof ConnectTimeoutException)) {
      return new Unanswered(Reason.TIMED_OUT, "the cluster did not answer in time");
    }
    if (cause instanceof ContentTooLongException) {
      return new Unanswered(Reason.REJECTED, bounded("the answer is too large: " + text));
    }
    String at = " at " + String.join(", ", cluster.hosts().stream().map(String::valueOf).toList());
    if (cause instanceof GeneralSecurityException) {
      text = "the certificate is not trusted: " + text;
    }
    if (cause instanceof GeneralSecurityException || cause instanceof SSLException) {
      return new Unanswered(
          Reason.UNREACHABLE,
          bounded(
              "TLS"
                  + at
                  + ": "
                  + text
                  + " (vigia.watcher.clusters."
                  + cluster.name()
                  + ".ca-file names whom to trust)"));
    }
    String what = cause instanceof UnknownHostException ? "unknown host " : "";
    return new Unanswered(
        Reason.UNREACHABLE,
        bounded(
            "no connection" + at + ": " + cause.getClass().getSimpleName() + ": " + what + text));
  }

  /** The first root cause with its deepest cause, as {@code type: reason}. */
  static String words(JsonNode error) {
    if (error.isTextual()) {
      return bounded(error.asText());
    }
    JsonNode root = error.path("root_cause").path(0);
    String first = typeAndReason(root.isMissingNode() ? error : root);
    JsonNode deepest = error.path("caused_by");
    while (deepest.has("caused_by")) {
      deepest = deepest.path("caused_by");
    }
    String last = deepest.isMissingNode() ? first : typeAndReason(deepest);
    return bounded(first.contains(last) ? first : first + "; " + last);
  }

  private static String typeAndReason(JsonNode error) {
    String reason = error.path("reason").asText();
    String type = error.path("type").asText();
    return reason.isEmpty() ? type : type + ": " + reason;
  }

  static String bounded(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
