package io.vigia.router.escalate;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.escalate.EscalationPlan.Situation;
import io.vigia.router.escalate.EscalationPlan.Timer;
import io.vigia.router.route.Escalation;
import io.vigia.router.route.Escalation.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The timers of one escalation and one group that are due, and what comes of them.
 *
 * @param entries locked by the transaction that read them
 */
record Escalated(
    String tenant, String name, String groupKey, Labels groupLabels, List<Entry> entries) {

  /**
   * @param told receivers that must hear of the end
   * @param alert empty when it is forgotten
   */
  record Entry(
      String fingerprint,
      Timer timer,
      List<String> told,
      Optional<Alert> alert,
      Optional<Instant> acknowledgedUntil) {

    Optional<Instant> firingSince(Instant now) {
      return alert
          .filter(a -> a.status() == Status.FIRING)
          .filter(a -> a.endsAt() == null || a.endsAt().isAfter(now))
          .map(Alert::startsAt);
    }

    List<String> toldAlso(String receiver) {
      var all = new LinkedHashSet<>(told);
      all.add(receiver);
      return List.copyOf(all);
    }
  }

  record Decided(Entry entry, EscalationPlan plan) {

    /** Who hears of it now. */
    List<String> receivers() {
      return plan.reason() == EscalationPlan.Reason.ENDED
          ? entry.told()
          : plan.step().map(step -> List.of(step.receiver())).orElse(List.of());
    }

    /** Who must hear of its end after this. */
    List<String> told() {
      return plan.step().map(step -> entry.toldAlso(step.receiver())).orElse(entry.told());
    }
  }

  /** What one receiver hears. */
  record Telling(boolean escalates, List<Alert> alerts) {}

  Escalated {
    entries = List.copyOf(entries);
  }

  List<Labels> labels() {
    return entries.stream().flatMap(e -> e.alert().stream()).map(Alert::labels).toList();
  }

  /** Who hears of an alert by its next step, for silences that are not for all. */
  Function<Labels, List<String>> receivers(Optional<Escalation> configured) {
    var steps = new HashMap<Labels, Integer>();
    entries.forEach(e -> e.alert().ifPresent(a -> steps.put(a.labels(), e.timer().step())));
    return labels ->
        configured.stream()
            .flatMap(e -> e.steps().stream().skip(steps.getOrDefault(labels, 0)).limit(1))
            .map(Step::receiver)
            .toList();
  }

  List<Decided> decide(Optional<Escalation> configured, Set<String> muted, Instant now) {
    return entries.stream()
        .map(
            entry ->
                new Decided(
                    entry,
                    EscalationPlan.of(
                        entry.timer(),
                        new Situation(
                            entry.firingSince(now),
                            entry.acknowledgedUntil(),
                            muted.contains(entry.fingerprint())),
                        configured.filter(
                            e -> entry.alert().filter(a -> e.isFor(a.labels())).isPresent()),
                        now)))
        .toList();
  }

  /**
   * By receiver: what is new to it, and with it what it was told of before and still fires, so that
   * the end of one alert does not look like the end of all.
   *
   * @param before alerts of the same group and escalation that fire, with the receivers that were
   *     told of them
   */
  static Map<String, Telling> tellings(List<Decided> decided, Map<Alert, List<String>> before) {
    var alerts = new LinkedHashMap<String, Map<String, Alert>>();
    var escalating = new LinkedHashSet<String>();
    for (Decided one : decided) {
      for (String receiver : one.receivers()) {
        one.entry()
            .alert()
            .ifPresent(alert -> add(alerts, receiver, one.plan().step().isPresent(), alert));
        if (one.plan().step().isPresent()) {
          escalating.add(receiver);
        }
      }
    }
    before.forEach(
        (alert, told) ->
            told.stream()
                .filter(alerts::containsKey)
                .forEach(receiver -> add(alerts, receiver, true, alert)));
    var tellings = new LinkedHashMap<String, Telling>();
    alerts.forEach(
        (receiver, all) ->
            tellings.put(
                receiver, new Telling(escalating.contains(receiver), firingFirst(all.values()))));
    return tellings;
  }

  private static void add(
      Map<String, Map<String, Alert>> alerts, String receiver, boolean fires, Alert alert) {
    alerts
        .computeIfAbsent(receiver, name -> new LinkedHashMap<>())
        .putIfAbsent(alert.labels().fingerprint(), fires ? alert : alert.resolved());
  }

  private static List<Alert> firingFirst(Iterable<Alert> alerts) {
    var sorted = new ArrayList<Alert>();
    alerts.forEach(sorted::add);
    sorted.sort(Comparator.comparing(Alert::status).thenComparing(Alert::startsAt));
    return List.copyOf(sorted);
  }
}
