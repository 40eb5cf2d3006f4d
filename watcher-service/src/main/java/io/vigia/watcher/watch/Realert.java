package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How often destinations hear that something still fires: every so often, and each time less.
 *
 * @param every until the first repetition, at least 1 s
 * @param factor by which the time grows with each, 1 to 10; 1
 * @param atMost the longest time between two; 1 d
 */
public record Realert(Duration every, Double factor, @JsonProperty("at_most") Duration atMost) {

  public Realert {
    every =
        Fields.between(
            "every", every, Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(366));
    factor = factor == null ? 1.0 : factor;
    if (!(factor >= 1 && factor <= 10)) {
      throw new IllegalArgumentException("factor: 1 to 10");
    }
    atMost =
        Fields.between(
            "at_most", atMost, Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(366));
  }

  /**
   * The time until the next repetition.
   *
   * @param told how many repetitions there were
   */
  public Duration after(int told) {
    double millis = every.toMillis() * Math.pow(factor, told);
    Duration ceiling = atMost.compareTo(every) < 0 ? every : atMost;
    return millis >= ceiling.toMillis() ? ceiling : Duration.ofMillis((long) millis);
  }
}
