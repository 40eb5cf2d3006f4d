package io.vigia.watcher.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * How long documents of an index have needed lately until they could be found: the longest of the
 * last looks, and a little more. Pure.
 */
final class Lag {

  /** No measured delay is longer: an index that has fallen silent is not late. */
  static final Duration MOST = Duration.ofMinutes(15);

  static final Duration LEAST = Duration.ofSeconds(1);
  private static final int LOOKS = 20;

  private final Deque<Duration> looks = new ArrayDeque<>();
  private Instant lastLook = Instant.EPOCH;
  private Instant newest = Instant.EPOCH;

  synchronized boolean isDue(Instant now, Duration pause) {
    if (now.isBefore(lastLook.plus(pause))) {
      return false;
    }
    lastLook = now;
    return true;
  }

  /**
   * One look.
   *
   * @param event time of the newest document: if none has come since the last look, the index is
   *     silent, which is not to be late
   * @param lag of the slowest among the newest
   */
  synchronized void saw(Instant event, Duration lag) {
    if (!event.isAfter(newest)) {
      return;
    }
    newest = event;
    looks.addLast(lag);
    if (looks.size() > LOOKS) {
      looks.removeFirst();
    }
  }

  synchronized Duration delay() {
    Duration longest = looks.stream().max(Comparator.naturalOrder()).orElse(LEAST);
    Duration more = longest.plus(longest.dividedBy(5)).plus(LEAST);
    Duration whole = Duration.ofSeconds(more.toSeconds() + 1);
    return whole.compareTo(MOST) > 0 ? MOST : whole;
  }
}
