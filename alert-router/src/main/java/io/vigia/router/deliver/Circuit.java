package io.vigia.router.deliver;

import io.vigia.kit.deliver.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the failures of an integration in a row mean for all that waits for it: after some of them
 * nothing is tried but one delivery at a time, ever less often. A success ends it. A decision: no
 * clock, no I/O.
 *
 * @param failures in a row; those of tries that had begun when it opened count as one
 * @param failingSince the first of them
 * @param openedAt when {@code openUntil} was set
 * @param openUntil nothing is tried before
 * @param why the last failure
 */
record Circuit(
    int failures, Instant failingSince, Instant openedAt, Instant openUntil, String why) {

  /** One delivery that its receiver chokes on must not stop the others. */
  static final int OPENS_AFTER = 3;

  private static final int MAX_WHY = 500;

  /**
   * @param begun when the try began that failed
   * @param asked how long the receiver wants to be left alone, if it said so
   */
  static Circuit failed(
      Optional<Circuit> before, Instant begun, Instant now, Optional<Duration> asked, String why) {
    Instant patience = now.plus(asked.map(Circuit::bounded).orElse(Duration.ZERO));
    String text = why.substring(0, Math.min(MAX_WHY, why.length()));
    if (before.isEmpty()) {
      return new Circuit(1, now, now, patience, text);
    }
    Circuit was = before.get();
    if (was.isOpen() && begun.isBefore(was.openedAt)) {
      return new Circuit(
          was.failures, was.failingSince, was.openedAt, later(was.openUntil, patience), text);
    }
    int failures = was.failures + 1;
    Instant until =
        failures < OPENS_AFTER
            ? patience
            : later(patience, now.plus(backOff(failures - OPENS_AFTER)));
    return new Circuit(failures, was.failingSince, now, later(was.openUntil, until), text);
  }

  /** Whether it is tried with one delivery at a time, if at all. */
  boolean isOpen() {
    return failures >= OPENS_AFTER;
  }

  boolean leavesAlone(Instant now) {
    return isOpen() || openUntil.isAfter(now);
  }

  private static Duration backOff(int doublings) {
    Duration doubled = Settlement.FIRST.multipliedBy(1L << Math.min(doublings, 20));
    return doubled.compareTo(Settlement.LONGEST) > 0 ? Settlement.LONGEST : doubled;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Duration bounded(Duration asked) {
    return asked.compareTo(Settlement.MOST_PATIENCE) > 0 ? Settlement.MOST_PATIENCE : asked;
  }
}
