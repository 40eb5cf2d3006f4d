package io.vigia.router.view;

import io.vigia.contracts.Alert;
import io.vigia.router.group.GroupListStore.Group;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import io.vigia.router.view.GettableAlert.Receiver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A group as Alertmanager's API v2 answers it. */
record AlertGroup(Map<String, String> labels, Receiver receiver, List<GettableAlert> alerts) {

  static final Comparator<AlertGroup> ORDER =
      Comparator.<AlertGroup, String>comparing(group -> group.labels().toString())
          .thenComparing(group -> group.receiver().name());

  static AlertGroup of(Group group, Routing routes, Predicate<Alert> filter, Muted muted) {
    Route route = routes.route(group.route()).orElse(routes.root());
    return new AlertGroup(
        group.labels().values(),
        new Receiver(route.receiver()),
        group.alerts().stream()
            .filter(filter)
            .map(alert -> GettableAlert.of(alert, List.of(route.receiver()), muted))
            .toList());
  }
}
