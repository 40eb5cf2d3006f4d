package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.template.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many windows fit into one search, so that neither the cluster's limit of buckets nor the
 * memory here is exceeded.
 */
final class Cut {

  /** Below the 65,535 that clusters allow by default ({@code search.max_buckets}). */
  static final int MAX_BUCKETS = 60_000;

  /** Windows of one search: their answer is held in memory as a whole. */
  static final int MAX_WINDOWS = 20_000;

  /** Searches of one backtest. */
  static final int MAX_SEARCHES = 200;

  /** Aggregations whose answer holds no buckets. */
  private static final Set<String> SINGLE =
      Set.of(
          "avg",
          "min",
          "max",
          "sum",
          "value_count",
          "cardinality",
          "percentiles",
          "percentile_ranks",
          "stats",
          "extended_stats",
          "weighted_avg",
          "top_hits",
          "median_absolute_deviation",
          "bucket_script",
          "bucket_selector",
          "bucket_sort");

  /** Turns {@code from} up to {@code to}, that one excluded. */
  record Piece(int from, int to) {}

  private Cut() {}

  /** Whether a window may answer with buckets within its own. */
  static boolean nests(List<Cell> cells) {
    return cells.stream().anyMatch(cell -> nests(cell.aggs()));
  }

  private static boolean nests(JsonNode aggs) {
    for (JsonNode agg : aggs) {
      for (var part : agg.properties()) {
        boolean harmless = SINGLE.contains(part.getKey()) || part.getKey().equals("meta");
        if (!harmless) {
          return true;
        }
      }
    }
    return false;
  }

  /** Buckets at every depth of an answer. */
  static long buckets(JsonNode answer) {
    long count = 0;
    for (var part : answer.properties()) {
      JsonNode value = part.getValue();
      if (part.getKey().equals("buckets") && value.isContainerNode()) {
        for (JsonNode bucket : value) {
          count += 1 + buckets(bucket);
        }
      } else if (value.isObject()) {
        count += value.has("doc_count") ? 1 + buckets(value) : buckets(value);
      }
    }
    return count;
  }

  /**
   * @param perWindow buckets of one window, at least 1
   * @throws IllegalArgumentException when that takes too many searches
   */
  static List<Piece> pieces(int turns, long perWindow, int most) {
    int size = (int) Math.max(1, Math.min(most, MAX_BUCKETS / Math.max(1, perWindow)));
    int searches = (turns + size - 1) / size;
    if (searches > MAX_SEARCHES) {
      throw new IllegalArgumentException(
          "days: %,d windows with up to %,d buckets each take %,d searches, and %d is the limit; fewer days or fewer keys are needed"
              .formatted(turns, perWindow, searches, MAX_SEARCHES));
    }
    var pieces = new ArrayList<Piece>();
    for (int from = 0; from < turns; from += size) {
      pieces.add(new Piece(from, Math.min(turns, from + size)));
    }
    return pieces;
  }
}
