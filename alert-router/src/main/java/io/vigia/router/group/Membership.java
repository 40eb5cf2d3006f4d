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
public record Membership(
    Alert alert, Route route, Labels groupLabels, String groupKey, Instant firstFlush) {

  public static List<Membership> of(Alert alert, Routing routing, Instant now) {
    return routing.root().match(alert.labels()).stream()
        .map(route -> of(alert, route, now))
        .toList();
  }

  private static Membership of(Alert alert, Route route, Instant now) {
    Labels groupLabels = route.groupLabels(alert.labels());
    return new Membership(
        alert, route, groupLabels, route.groupKey(groupLabels), firstFlush(alert, route, now));
  }

  /** An alert that has been firing for longer than group_wait does not wait again. */
  private static Instant firstFlush(Alert alert, Route route, Instant now) {
    Instant waited = alert.startsAt().plus(route.groupWait());
    return waited.isBefore(now) ? now : now.plus(route.groupWait());
  }
}
