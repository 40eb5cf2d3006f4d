package io.vigia.router.explain;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.deliver.AlertDelivery;
import io.vigia.router.deliver.AlertDeliveryStore;
import io.vigia.router.group.AlertGroupStore;
import io.vigia.router.group.AlertGroupStore.Place;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.mute.Mutes;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what is known of an alert. */
@ApplicationScoped
class SituationStore {

  private static final int HISTORY = 100;

  /**
   * @param onRoutes by the keys of groups
   * @param history the newest first
   */
  record Found(Alert alert, Map<String, Situation> onRoutes, List<DecisionView> history) {}

  private final Pool pool;
  private final AlertGroupStore groups;
  private final AlertDeliveryStore deliveries;
  private final DecisionStore decisions;
  private final MuteStore mutes;
  private final RoutingWiring routing;

  SituationStore(
      Pool pool,
      AlertGroupStore groups,
      AlertDeliveryStore deliveries,
      DecisionStore decisions,
      MuteStore mutes,
      RoutingWiring routing) {
    this.pool = pool;
    this.groups = groups;
    this.deliveries = deliveries;
    this.decisions = decisions;
    this.mutes = mutes;
    this.routing = routing;
  }

  Uni<Optional<Found>> of(String tenant, String fingerprint, Instant now) {
    return pool.preparedQuery("select * from alert where tenant = $1 and fingerprint = $2")
        .execute(Tuple.of(tenant, fingerprint))
        .map(rows -> rows.stream().findFirst().map(AlertRowMapper::alert))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.<Found>empty())
                    : of(found.get(), now).map(Optional::of));
  }

  private Uni<Found> of(Alert alert, Instant now) {
    Routing current = routing.current();
    Labels labels = alert.labels();
    return groups
        .of(alert.tenant(), labels.fingerprint())
        .chain(
            places -> {
              Map<String, Route> routes = routes(current, labels, places);
              return Uni.combine()
                  .all()
                  .unis(
                      deliveries.of(alert.tenant(), List.copyOf(routes.keySet()), labels),
                      decisions.of(alert.tenant(), labels.fingerprint(), HISTORY),
                      mutes.affecting(pool, alert.tenant(), List.of(labels), now))
                  .asTuple()
                  .map(
                      all ->
                          found(
                              new Known(alert, current, places, all.getItem1(), all.getItem3()),
                              routes,
                              all.getItem2(),
                              now));
            });
  }

  /** The routes that take it, then those whose groups still have it, by the groups' keys. */
  private static Map<String, Route> routes(Routing current, Labels labels, List<Place> places) {
    var routes = new LinkedHashMap<String, Route>();
    for (Route route : current.root().match(labels)) {
      routes.put(route.groupKey(route.groupLabels(labels)), route);
    }
    for (Place place : places) {
      // a route that a reload took away speaks its last through the root
      routes.putIfAbsent(place.groupKey(), current.route(place.route()).orElseGet(current::root));
    }
    return routes;
  }

  private record Known(
      Alert alert,
      Routing routing,
      List<Place> places,
      List<AlertDelivery> deliveries,
      Mutes mutes) {}

  private static Found found(
      Known known, Map<String, Route> routes, List<DecisionView> history, Instant now) {
    var situations = new LinkedHashMap<String, Situation>();
    routes.forEach((key, route) -> situations.put(key, situation(known, key, route, history, now)));
    return new Found(known.alert(), situations, history);
  }

  private static Situation situation(
      Known known, String groupKey, Route route, List<DecisionView> history, Instant now) {
    Labels labels = known.alert().labels();
    return new Situation(
        known.alert(),
        route,
        known.routing().integrationsOf(route.receiver()),
        known.routing().mutedBy(route, now),
        known.mutes().silencing(labels, any -> List.of(route.receiver())),
        known.mutes().inhibiting(labels),
        known.places().stream().filter(p -> p.groupKey().equals(groupKey)).findFirst(),
        known.deliveries().stream()
            .filter(d -> d.groupKey().equals(groupKey) && d.receiver().equals(route.receiver()))
            .toList(),
        history.stream().filter(d -> d.groupKey().equals(groupKey)).findFirst());
  }
}
