package io.vigia.router.view;

import io.vigia.contracts.Alert;
import io.vigia.router.group.GroupListStore.Group;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Route;
import io.vigia.router.view.GettableAlert.Receiver;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A group as Alertmanager's API v2 answers it. */
record AlertGroup(Map<String, String> labels, Receiver receiver, List<GettableAlert> alerts) {

  /** By name and value of the first label that differs, as Alertmanager sorts them. */
  static final Comparator<AlertGroup> ORDER =
      Comparator.comparing(AlertGroup::labels, AlertGroup::compare)
          .thenComparing(group -> group.receiver().name());

  static AlertGroup of(
      Group group, Route route, Predicate<Alert> filter, Muted muted, Instant openEnd) {
    List<String> receivers = List.of(route.receiver());
    return new AlertGroup(
        group.labels().values(),
        new Receiver(route.receiver()),
        group.alerts().stream()
            .filter(filter)
            .map(alert -> GettableAlert.of(alert, receivers, muted, openEnd))
            .toList());
  }

  private static int compare(Map<String, String> one, Map<String, String> other) {
    var others = other.entrySet().iterator();
    for (var label : one.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      var against = others.next();
      int names = label.getKey().compareTo(against.getKey());
      int order = names == 0 ? label.getValue().compareTo(against.getValue()) : names;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
