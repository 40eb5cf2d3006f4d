package io.vigia.router.group;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a due group should do now. A decision: no clock, no I/O. The rules are those of
 * Alertmanager's dispatcher and deduplication stage.
 *
 * @param alerts what a notification carries: those that fire, then those that ended
 * @param nextFlush empty when nothing fires any more and the group can go
 * @see <a
 *     href="https://github.com/prometheus/alertmanager/blob/main/notify/notify.go">Alertmanager,
 *     notify.go, DedupStage</a>
 */
record FlushPlan(Reason reason, List<Alert> alerts, Optional<Instant> nextFlush) {

  /** Why the group speaks, or why not. */
  enum Reason {
    FIRST_FIRING(true),
    NEW_ALERTS(true),
    ALL_RESOLVED(true),
    SOME_RESOLVED(true),
    REPEAT_INTERVAL(true),
    NOTHING_NEW(false),
    RESOLVED_BEFORE_NOTIFIED(false);

    private final boolean sends;

    Reason(boolean sends) {
      this.sends = sends;
    }
  }

  /** What the last notification said, by episode: firing anew is something new. */
  record Notified(Set<String> firing, Set<String> resolved, Optional<Instant> at) {}

  boolean sends() {
    return reason.sends;
  }

  List<Alert> firing() {
    return alerts.stream().filter(a -> a.status() == Status.FIRING).toList();
  }

  List<Alert> resolved() {
    return alerts.stream().filter(a -> a.status() == Status.RESOLVED).toList();
  }

  static FlushPlan of(
      List<Alert> members, Notified notified, Route route, Instant due, Instant now) {
    List<Alert> current = members.stream().map(alert -> asOf(alert, now)).toList();
    var alerts = new ArrayList<Alert>();
    current.stream().filter(a -> a.status() == Status.FIRING).forEach(alerts::add);
    boolean fires = !alerts.isEmpty();
    current.stream().filter(a -> a.status() == Status.RESOLVED).forEach(alerts::add);
    return new FlushPlan(
        reason(alerts, notified, route.repeatInterval(), now),
        List.copyOf(alerts),
        fires ? Optional.of(next(due, route.groupInterval(), now)) : Optional.empty());
  }

  private static Reason reason(
      List<Alert> alerts, Notified notified, Duration repeatInterval, Instant now) {
    Set<String> firing = episodes(alerts, Status.FIRING);
    Set<String> resolved = episodes(alerts, Status.RESOLVED);
    if (notified.at().isEmpty()) {
      return firing.isEmpty() ? Reason.RESOLVED_BEFORE_NOTIFIED : Reason.FIRST_FIRING;
    }
    if (!notified.firing().containsAll(firing)) {
      return Reason.NEW_ALERTS;
    }
    if (firing.isEmpty()) {
      return notified.firing().isEmpty() ? Reason.NOTHING_NEW : Reason.ALL_RESOLVED;
    }
    if (!notified.resolved().containsAll(resolved)) {
      return Reason.SOME_RESOLVED;
    }
    return notified.at().get().plus(repeatInterval).isAfter(now)
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

  private static Set<String> episodes(List<Alert> alerts, Status status) {
    return alerts.stream()
        .filter(a -> a.status() == status)
        .map(a -> a.episode().toString())
        .collect(Collectors.toSet());
  }
}
