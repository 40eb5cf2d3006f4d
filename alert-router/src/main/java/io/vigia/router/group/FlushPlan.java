package io.vigia.router.group;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.deliver.Notification.Omitted;
import io.vigia.router.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a due group should do now. A decision: no clock, no I/O. The rules are those of
 * Alertmanager's dispatcher and deduplication stage.
 *
 * @param alerts what a notification carries: those that fire, then those that ended
 * @param omitted how many there are beside them
 * @param nextFlush empty when nothing fires any more and the group can go
 * @see <a
 *     href="https://github.com/prometheus/alertmanager/blob/main/notify/notify.go">Alertmanager,
 *     notify.go, DedupStage</a>
 */
public record FlushPlan(
    Reason reason, List<Alert> alerts, Omitted omitted, Optional<Instant> nextFlush) {

  /** Why the group speaks, or why not. */
  public enum Reason {
    FIRST_FIRING(true),
    NEW_ALERTS(true),
    ALL_RESOLVED(true),
    SOME_RESOLVED(true),
    REPEAT_INTERVAL(true),
    NOTHING_NEW(false),
    /** It would be repeated, but somebody has taken on all that fires. */
    ACKNOWLEDGED(false),
    MUTED(false),
    RESOLVED_BEFORE_NOTIFIED(false);

    private final boolean sends;

    Reason(boolean sends) {
      this.sends = sends;
    }
  }

  /**
   * What the alerts of a group come to.
   *
   * @param toldResolved those of the resolved whose beginning was told
   * @param untold those that fire and of whose episode the last notification did not say so
   * @param muted those that wait until they are muted no longer; not among the others
   * @param first as many as a notification carries, the untold before the others: those that fire,
   *     then those that ended, each the oldest first
   */
  public record Members(
      int firing, int resolved, int toldResolved, int untold, int muted, List<Alert> first) {
    public Members {
      first = List.copyOf(first);
    }
  }

  public boolean sends() {
    return reason.sends;
  }

  /**
   * @param notifiedAt when the group last spoke; empty when it never did
   */
  public static FlushPlan of(
      Members members, Optional<Instant> notifiedAt, Route route, Instant due, Instant now) {
    List<Alert> alerts = members.first().stream().map(alert -> asOf(alert, now)).toList();
    int firing = (int) alerts.stream().filter(a -> a.status() == Status.FIRING).count();
    var omitted =
        new Omitted(members.firing() - firing, members.resolved() - (alerts.size() - firing));
    boolean endsWait = omitted.resolved() > 0 && notifiedAt.isPresent();
    boolean goesOn = members.firing() > 0 || endsWait || members.muted() > 0;
    return new FlushPlan(
        reason(members, notifiedAt, route.repeatInterval(), now),
        alerts,
        omitted,
        goesOn ? Optional.of(next(due, route.groupInterval(), now)) : Optional.empty());
  }

  /**
   * The same, but nobody is reminded of what somebody has taken on. New alerts and ends are told
   * all the same.
   */
  FlushPlan withoutReminder() {
    return isReminder() ? new FlushPlan(Reason.ACKNOWLEDGED, alerts, omitted, nextFlush) : this;
  }

  boolean isReminder() {
    return reason == Reason.REPEAT_INTERVAL;
  }

  /** With nothing firing any more only the ends of what was told are news. */
  private static Reason reason(
      Members members, Optional<Instant> notifiedAt, Duration repeatInterval, Instant now) {
    if (members.first().isEmpty() && members.muted() > 0) {
      return Reason.MUTED;
    }
    if (notifiedAt.isEmpty()) {
      return members.firing() == 0 ? Reason.RESOLVED_BEFORE_NOTIFIED : Reason.FIRST_FIRING;
    }
    if (members.untold() > 0) {
      return Reason.NEW_ALERTS;
    }
    if (members.firing() == 0) {
      return members.toldResolved() == 0 ? Reason.NOTHING_NEW : Reason.ALL_RESOLVED;
    }
    if (members.resolved() > 0) {
      return Reason.SOME_RESOLVED;
    }
    return notifiedAt.get().plus(repeatInterval).isAfter(now)
        ? Reason.NOTHING_NEW
        : Reason.REPEAT_INTERVAL;
  }

  /** An alert whose source no longer vouches for it has ended. */
  private static Alert asOf(Alert alert, Instant now) {
    if (alert.status() == Status.RESOLVED
        || alert.endsAt() == null
        || alert.endsAt().isAfter(now)) {
      return alert;
    }
    return alert.resolved();
  }

  /** The next tick of the group's own clock, skipping ticks that were missed. */
  private static Instant next(Instant due, Duration interval, Instant now) {
    long missed = Math.max(0, Duration.between(due, now).dividedBy(interval));
    return due.plus(interval.multipliedBy(missed + 1));
  }
}
