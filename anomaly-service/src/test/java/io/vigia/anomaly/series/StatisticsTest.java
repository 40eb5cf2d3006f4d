package io.vigia.anomaly.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldEqualTheStatisticsOfAllPoints() {
    double[] values = new Random(42).doubles(10_000, 1e6, 1e6 + 5).toArray();
    var statistics = Statistics.first(values[0], NOON);
    for (int i = 1; i < values.length; i++) {
      statistics = statistics.with(values[i], NOON.plusSeconds(i)).orElseThrow();
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    assertEquals(values.length, statistics.count());
    assertEquals(mean, statistics.mean(), 1e-6);
    assertEquals(Math.sqrt(squares / (values.length - 1)), statistics.deviation(), 1e-6);
    assertEquals(Arrays.stream(values).min().orElseThrow(), statistics.minimum());
    assertEquals(Arrays.stream(values).max().orElseThrow(), statistics.maximum());
    assertEquals(values[values.length - 1], statistics.last());
  }

  @Test
  void shouldTakeInAPointOnce() {
    var statistics = Statistics.first(1, NOON);
    assertTrue(statistics.with(1, NOON).isEmpty());
    assertTrue(statistics.with(9, NOON.minusSeconds(1)).isEmpty());
    assertEquals(0, statistics.deviation());
  }
}
