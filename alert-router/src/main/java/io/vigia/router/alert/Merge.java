package io.vigia.router.alert;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.Optional;

/** What an observation does to the alert that is known. A decision: no clock, no I/O. */
public record Merge(Optional<Alert> next, Reason reason) {

  /** Why the alert changed, or why it did not. */
  public enum Reason {
    NEW_EPISODE,
    REFRESHED,
    RESOLVED,
    /** An older observation than the one known: late or sent twice. */
    STALE,
    /** It says an alert ended that never fired here. */
    NEVER_FIRED
  }

  public static Merge of(Optional<Alert> known, Alert seen) {
    if (known.isEmpty()) {
      return seen.status() == Status.FIRING
          ? change(seen, Reason.NEW_EPISODE)
          : none(Reason.NEVER_FIRED);
    }
    Alert before = known.get();
    if (seen.observedAt().isBefore(before.observedAt())) {
      return none(Reason.STALE);
    }
    if (before.status() == Status.FIRING) {
      // overlapping intervals are one episode that began with the earlier of both, as in
      // Alertmanager
      Instant start =
          before.startsAt().isBefore(seen.startsAt()) ? before.startsAt() : seen.startsAt();
      return change(
          seen.startingAt(start),
          seen.status() == Status.FIRING ? Reason.REFRESHED : Reason.RESOLVED);
    }
    if (seen.status() == Status.FIRING) {
      boolean ended = before.endsAt() != null && !seen.startsAt().isAfter(before.startsAt());
      return ended && seen.observedAt().equals(before.observedAt())
          ? none(Reason.STALE)
          : change(seen, Reason.NEW_EPISODE);
    }
    return none(Reason.STALE);
  }

  private static Merge change(Alert next, Reason reason) {
    return new Merge(Optional.of(next), reason);
  }

  private static Merge none(Reason reason) {
    return new Merge(Optional.empty(), reason);
  }
}
