package io.vigia.router.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether we are listening: are the heartbeats that lay in Kafka at the look before processed now?
 * A decision: no clock, no I/O.
 *
 * @param elapsed how far the watch clock may move; zero when it stands still
 */
record Attention(Reason reason, Duration elapsed) {

  enum Reason {
    CAUGHT_UP,
    LAGGING,
    KAFKA_AWAY,
    /** There is no look before to compare with: after a start, a change of hands or an outage. */
    FIRST_LOOK
  }

  /** Per partition: up to where it is processed, and where it ends. */
  record Offsets(Map<Integer, Long> processed, Map<Integer, Long> ends) {
    Offsets {
      processed = Map.copyOf(processed);
      ends = Map.copyOf(ends);
    }
  }

  /** What Kafka said, and when. */
  record Look(Instant at, Offsets offsets) {}

  boolean moves() {
    return reason == Reason.CAUGHT_UP;
  }

  /**
   * @param longest a look that came late says nothing of the time between
   */
  static Attention of(Optional<Look> before, Optional<Look> now, Duration longest) {
    if (now.isEmpty()) {
      return new Attention(Reason.KAFKA_AWAY, Duration.ZERO);
    }
    if (before.isEmpty()) {
      return new Attention(Reason.FIRST_LOOK, Duration.ZERO);
    }
    var processed = now.get().offsets().processed();
    boolean lags =
        before.get().offsets().ends().entrySet().stream()
            .anyMatch(end -> processed.getOrDefault(end.getKey(), 0L) < end.getValue());
    if (lags) {
      return new Attention(Reason.LAGGING, Duration.ZERO);
    }
    Duration elapsed = Duration.between(before.get().at(), now.get().at());
    return new Attention(Reason.CAUGHT_UP, elapsed.compareTo(longest) < 0 ? elapsed : longest);
  }
}
