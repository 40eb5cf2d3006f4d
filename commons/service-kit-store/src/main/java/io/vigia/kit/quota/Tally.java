package io.vigia.kit.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * What is believed of a tenant's rows: how many there were when they were counted, and those that
 * this process has let in since.
 */
record Tally(long rows, Instant countedAt) {

  static final Duration FRESH = Duration.ofSeconds(5);

  boolean isFresh(Instant now) {
    return now.isBefore(countedAt.plus(FRESH));
  }

  /** How many of the wanted fit below the limit. */
  int room(int limit, int wanted) {
    return (int) Math.max(0, Math.min(wanted, limit - rows));
  }

  Tally plus(int more) {
    return new Tally(rows + more, countedAt);
  }
}
