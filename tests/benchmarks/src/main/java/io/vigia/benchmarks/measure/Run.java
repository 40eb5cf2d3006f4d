package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the service has kept it.
 *
 * @param breached the keys that breached, as JSON text; null when none
 * @param reason of a verdict {@code unknown}, else empty
 */
public record Run(
    PlannedWatcher watcher,
    Instant dueAt,
    Instant startedAt,
    Instant finishedAt,
    Instant windowFrom,
    Instant windowTo,
    String verdict,
    @Nullable Double value,
    @Nullable String breached,
    String reason) {

  /** From when it was due until its search was sent. */
  Duration startLag() {
    return Duration.between(dueAt, startedAt);
  }

  Duration took() {
    return Duration.between(startedAt, finishedAt);
  }

  boolean unknown() {
    return verdict.equals("unknown");
  }
}
