package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several searches in one {@code _msearch}.
 *
 * @param searches at least one, of one cluster
 */
record MultiSearch(List<Search> searches) {

  /** In one request: its slowest item holds the answers to all. */
  static final int MOST = 16;

  /** How many of them the cluster runs at the same time. */
  static final int AT_ONCE = 4;

  MultiSearch {
    searches = List.copyOf(searches);
    if (searches.stream().map(Search::cluster).distinct().count() != 1) {
      throw new IllegalArgumentException("searches: of one cluster");
    }
  }

  /** In parts of a size that a cluster takes. */
  static List<MultiSearch> parts(List<Search> searches) {
    List<MultiSearch> parts = new ArrayList<>();
    for (int from = 0; from < searches.size(); from += MOST) {
      parts.add(new MultiSearch(searches.subList(from, Math.min(from + MOST, searches.size()))));
    }
    return parts;
  }

  Lane lane() {
    return searches.stream().anyMatch(s -> s.lane() == Lane.SLOW) ? Lane.SLOW : Lane.FAST;
  }

  /** As long as it takes when each one takes its whole time. */
  Duration time() {
    Duration longest =
        searches.stream().map(Search::timeout).max(Duration::compareTo).orElseThrow();
    return longest.multipliedBy((searches.size() + AT_ONCE - 1) / AT_ONCE);
  }

  /** A line that says where, and a line that says what, for each. */
  byte[] lines() {
    var lines = new StringBuilder();
    for (Search search : searches) {
      lines
          .append(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("index", search.index())
                  .put("allow_partial_search_results", true))
          .append('\n')
          .append(search.timed())
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One for each search, in their order. */
  List<Outcome> outcomes(JsonNode answer) {
    JsonNode responses = answer.path("responses");
    if (responses.size() != searches.size()) {
      return allFailed(
          new Unanswered(Reason.UNREACHABLE, "what answers is no Elasticsearch or OpenSearch"));
    }
    List<Outcome> outcomes = new ArrayList<>();
    responses.forEach(response -> outcomes.add(Completeness.of(response)));
    return outcomes;
  }

  List<Outcome> allFailed(Unanswered why) {
    return searches.stream().<Outcome>map(search -> new Outcome.Failed(why)).toList();
  }
}
