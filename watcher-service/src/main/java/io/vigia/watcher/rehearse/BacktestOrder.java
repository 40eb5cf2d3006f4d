package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to replay.
 *
 * @param from with {@code to}; or
 * @param days up to {@code to}; 7 when neither is there
 * @param to now when absent
 * @param thresholds other values for parameters that are thresholds, each tried by itself
 */
record BacktestOrder(
    Definition definition,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Integer days,
    Map<String, List<JsonNode>> thresholds) {

  static final int MAX_DAYS = 31;
  static final int MAX_VALUES = 50;

  BacktestOrder {
    if (definition == null) {
      throw new IllegalArgumentException("definition: is required");
    }
    Turn.check("from", from);
    Turn.check("to", to);
    if (from != null && days != null) {
      throw new IllegalArgumentException("days: either from or days, not both");
    }
    if (days != null && (days < 1 || days > MAX_DAYS)) {
      throw new IllegalArgumentException("days: 1 to " + MAX_DAYS);
    }
    thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
    if (thresholds.values().stream().mapToInt(List::size).sum() > MAX_VALUES) {
      throw new IllegalArgumentException("thresholds: at most " + MAX_VALUES + " values");
    }
  }

  Instant end(Instant now) {
    return to == null || to.isAfter(now) ? now : to;
  }

  /**
   * @throws IllegalArgumentException when the time is too long or ends before it begins
   */
  Instant begin(Instant now) {
    Instant end = end(now);
    Instant begin = from == null ? end.minus(Duration.ofDays(days == null ? 7 : days)) : from;
    if (!begin.isBefore(end)) {
      throw new IllegalArgumentException("from: must lie before to");
    }
    if (Duration.between(begin, end).compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
      throw new IllegalArgumentException("from: at most " + MAX_DAYS + " days are replayed");
    }
    return begin;
  }
}
