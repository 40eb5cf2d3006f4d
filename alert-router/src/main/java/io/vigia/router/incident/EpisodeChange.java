package io.vigia.router.incident;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change of an alert means for incidents. A decision: no clock, no I/O.
 *
 * @param ended when the known episode ended, if this says so
 * @param began whether another episode began
 * @param earlier whether the known episode turns out to have begun earlier
 */
record EpisodeChange(Optional<Instant> ended, boolean began, boolean earlier) {

  static final EpisodeChange NONE = new EpisodeChange(Optional.empty(), false, false);

  /**
   * @param open the start of the episode that is known to fire
   */
  static EpisodeChange of(Optional<Instant> open, Alert alert, Instant now) {
    if (alert.status() == Status.RESOLVED) {
      return open.map(start -> ended(start, alert.endsAt(), now)).orElse(NONE);
    }
    if (open.isEmpty()) {
      return new EpisodeChange(Optional.empty(), true, false);
    }
    int order = alert.startsAt().compareTo(open.get());
    return order == 0
        ? NONE
        : order < 0
            ? new EpisodeChange(Optional.empty(), false, true)
            // the end of the one before went unseen
            : new EpisodeChange(Optional.of(earlierOf(alert.startsAt(), now)), true, false);
  }

  private static EpisodeChange ended(Instant start, @Nullable Instant end, Instant now) {
    Instant at = end == null ? now : earlierOf(end, now);
    return new EpisodeChange(Optional.of(at.isBefore(start) ? start : at), false, false);
  }

  private static Instant earlierOf(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  boolean isNone() {
    return equals(NONE);
  }
}
