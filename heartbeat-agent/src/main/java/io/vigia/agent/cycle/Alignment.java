package io.vigia.agent.cycle;

import java.time.Duration;
import java.time.Instant;

/** Whole multiples of an interval on the clock: :00, :10, :20 for ten seconds. */
final class Alignment {

  private Alignment() {}

  /** The first one after the given instant. */
  static Instant next(Instant after, Duration interval) {
    long step = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(after.toEpochMilli(), step) * step + step);
  }
}
