package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.route.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a throttled integration is told of an alert now. A decision: no clock, no I/O.
 *
 * <p>An alert counts once for each flush of its group through which it fires, from the first
 * notification on; so {@code min_failure_count: 3} means that it still fires two {@code
 * group_interval}s later. What must wait is asked again at {@code until} and told if it still fires
 * then.
 *
 * @param until when it is told instead; empty if it is told now or not at all
 */
record Throttle(Reason reason, Optional<Instant> until) {

  enum Reason {
    DUE(true, "due"),
    END_OF_WHAT_WAS_TOLD(true, "its beginning was told"),
    TOO_FEW_FAILURES(false, "it must fire longer first (min_failure_count)"),
    TOLD_LATELY(false, "told lately (alert_interval_minutes)"),
    WAITS_ALREADY(false, "it waits to be told already"),
    BEGINNING_UNTOLD(false, "its beginning was not told");

    private final boolean tells;
    private final String words;

    Reason(boolean tells, String words) {
      this.tells = tells;
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * The last that the integration was told of this alert, or will be.
   *
   * @param startsAt of which episode
   * @param at when; in the future while it is held
   */
  record Told(Instant startsAt, Instant at) {}

  boolean tells() {
    return reason.tells;
  }

  static Throttle of(
      Alert alert, Optional<Told> last, Terms terms, Duration groupInterval, Instant now) {
    boolean sameEpisode = last.map(t -> t.startsAt().equals(alert.startsAt())).orElse(false);
    boolean waits = last.map(t -> t.at().isAfter(now)).orElse(false);
    if (alert.status() == Status.RESOLVED) {
      return only(sameEpisode && !waits ? Reason.END_OF_WHAT_WAS_TOLD : Reason.BEGINNING_UNTOLD);
    }
    if (waits) {
      return only(Reason.WAITS_ALREADY);
    }
    Instant free = last.map(t -> t.at().plus(terms.alertInterval())).orElse(now);
    if (sameEpisode) {
      return only(free.isAfter(now) ? Reason.TOLD_LATELY : Reason.DUE);
    }
    Instant counted = now.plus(groupInterval.multipliedBy(terms.minFailureCount() - 1L));
    if (!free.isAfter(now) && !counted.isAfter(now)) {
      return only(Reason.DUE);
    }
    return counted.isAfter(free)
        ? new Throttle(Reason.TOO_FEW_FAILURES, Optional.of(counted))
        : new Throttle(Reason.TOLD_LATELY, Optional.of(free));
  }

  private static Throttle only(Reason reason) {
    return new Throttle(reason, Optional.empty());
  }
}
