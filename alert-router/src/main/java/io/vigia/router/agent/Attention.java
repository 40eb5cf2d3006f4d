package io.vigia.router.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether we are listening: up to which moment is all that agents sent processed? A decision: no
 * clock, no I/O.
 *
 * @param elapsed how far the watch clock may move; zero when it stands still
 * @param pending the looks that count: all that was there at the first is processed, what came
 *     until the others may not be
 */
record Attention(Reason reason, Duration elapsed, List<Look> pending) {

  enum Reason {
    CAUGHT_UP,
    LAGGING,
    KAFKA_AWAY,
    /** There is no look before to compare with: after a start, a change of hands or an outage. */
    FIRST_LOOK
  }

  /** More than that lie between two moments only while we lag for long. */
  private static final int MOST_PENDING = 100;

  /** Per partition: up to where it is processed, and where it ended before that was asked. */
  record Offsets(Map<Integer, Long> processed, Map<Integer, Long> ends) {

    /** Of a way on which nothing waits. */
    static final Offsets NONE = new Offsets(Map.of(), Map.of());

    Offsets {
      processed = Map.copyOf(processed);
      ends = Map.copyOf(ends);
    }
  }

  /** What Kafka said, and when it was asked. */
  record Look(Instant at, Offsets offsets) {}

  Attention {
    pending = List.copyOf(pending);
  }

  boolean moves() {
    return reason == Reason.CAUGHT_UP;
  }

  /** The moment up to which all is processed. */
  Optional<Instant> horizon() {
    return pending.stream().findFirst().map(Look::at);
  }

  /**
   * @param before the pending ones of the decision before
   * @param longest a look that came late says nothing of the time between
   */
  static Attention of(List<Look> before, Optional<Look> now, Duration longest) {
    if (now.isEmpty()) {
      return new Attention(Reason.KAFKA_AWAY, Duration.ZERO, List.of());
    }
    if (before.isEmpty()) {
      return new Attention(Reason.FIRST_LOOK, Duration.ZERO, List.of(now.get()));
    }
    var looks = new ArrayList<>(before);
    looks.add(now.get());
    int reached = looks.size() - 1;
    while (reached > 0 && !isReached(looks.get(reached), now.get())) {
      reached--;
    }
    if (reached == 0) {
      if (looks.size() > MOST_PENDING) {
        looks.remove(looks.size() - 2);
      }
      return new Attention(Reason.LAGGING, Duration.ZERO, looks);
    }
    Duration elapsed = Duration.between(before.get(0).at(), looks.get(reached).at());
    return new Attention(
        Reason.CAUGHT_UP,
        elapsed.compareTo(longest) < 0 ? elapsed : longest,
        looks.subList(reached, looks.size()));
  }

  private static boolean isReached(Look look, Look now) {
    var processed = now.offsets().processed();
    return look.offsets().ends().entrySet().stream()
        .allMatch(end -> processed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }
}
