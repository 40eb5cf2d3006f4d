package io.vigia.router.agent;

import java.time.Duration;

/**
 * How much silence is borne.
 *
 * @param missed intervals of the agent's own
 * @param atLeast the shortest deadline, however short the interval
 * @param retention after this an agent that stays silent is forgotten
 */
record Tolerance(int missed, Duration atLeast, Duration retention) {

  /** An interval is the agent's word: a senseless one must not make it immortal. */
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  Tolerance {
    if (missed < 1) {
      throw new IllegalArgumentException("vigia.router.dead-man.missed: at least 1");
    }
    if (atLeast.isZero() || atLeast.isNegative()) {
      throw new IllegalArgumentException("vigia.router.dead-man.at-least: longer than nothing");
    }
  }

  Duration deadline(Duration interval) {
    Duration own = bounded(interval).multipliedBy(missed);
    return own.compareTo(atLeast) > 0 ? own : atLeast;
  }

  /** An interval with which one can count. */
  static Duration bounded(Duration interval) {
    if (interval.isNegative()) {
      return Duration.ZERO;
    }
    return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
  }
}
