package io.vigia.router.group;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import java.time.Instant;
import java.util.List;

/**
 * An alert's place in a group, by the routing in force.
 *
 * @param firstFlush when the group is flushed if it does not exist yet
 */
public record Membership(Alert alert, Route route, Labels groupLabels, Instant firstFlush) {

  public static List<Membership> of(Alert alert, Routing routing, Instant now) {
    return routing.root().match(alert.labels()).stream()
        .map(
            route ->
                new Membership(
                    alert, route, route.groupLabels(alert.labels()), firstFlush(alert, route, now)))
        .toList();
  }

  public String groupKey() {
    return route.groupKey(groupLabels);
  }

  /** An alert that has been firing for longer than group_wait does not wait again. */
  private static Instant firstFlush(Alert alert, Route route, Instant now) {
    Instant waited = alert.startsAt().plus(route.groupWait());
    return waited.isBefore(now) ? now : now.plus(route.groupWait());
  }
}
