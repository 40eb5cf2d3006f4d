package io.vigia.router.view;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.contracts.Alert;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.router.RouterConfig;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.group.GroupListStore;
import io.vigia.router.group.GroupListStore.Group;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Alertmanager's API v2: what fires. */
@Path("/api/v2/alerts")
class AlertListResource {

  private static final int MOST = 10_000;

  private final AlertStore alerts;
  private final GroupListStore groups;
  private final MuteStore mutes;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final CallerWiring caller;
  private final Clock clock;
  private final Pool pool;

  AlertListResource(
      AlertStore alerts,
      GroupListStore groups,
      MuteStore mutes,
      RoutingWiring routing,
      RouterConfig config,
      CallerWiring caller,
      Clock clock,
      Pool pool) {
    this.alerts = alerts;
    this.groups = groups;
    this.mutes = mutes;
    this.routing = routing;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
    this.pool = pool;
  }

  /** In the order of their fingerprints. */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<GettableAlert>> alerts(@BeanParam AlertFilterMapper query) {
    Instant now = clock.instant();
    Routing routes = routing.current();
    Instant end = now.plus(routes.resolveTimeout().orElse(config.resolveTimeout()));
    var wanted = query.receivers();
    var filter = query.alerts();
    return alerts
        .firing(caller.tenant(), now, MOST)
        .chain(
            found ->
                muted(found, now)
                    .map(
                        muted ->
                            found.stream()
                                .filter(filter.apply(muted))
                                .map(a -> GettableAlert.of(a, receivers(routes, a), muted, end))
                                .filter(
                                    a ->
                                        a.receivers().stream().anyMatch(r -> wanted.test(r.name())))
                                .sorted(Comparator.comparing(GettableAlert::fingerprint))
                                .toList()));
  }

  /** Without those in which nothing is left after filtering. */
  @GET
  @Path("groups")
  @RolesAllowed(Role.VIEW)
  public Uni<List<AlertGroup>> groups(@BeanParam AlertFilterMapper query) {
    Instant now = clock.instant();
    Routing routes = routing.current();
    Instant end = now.plus(routes.resolveTimeout().orElse(config.resolveTimeout()));
    var wanted = query.receivers();
    var filter = query.alerts();
    return groups
        .all(caller.tenant(), now)
        .chain(
            found ->
                muted(found.stream().flatMap(g -> g.alerts().stream()).distinct().toList(), now)
                    .map(muted -> groups(found, routes, filter.apply(muted), wanted, muted, end)));
  }

  private static List<AlertGroup> groups(
      List<Group> found,
      Routing routes,
      Predicate<Alert> chosen,
      Predicate<String> wanted,
      Muted muted,
      Instant openEnd) {
    var byId = new HashMap<String, Route>();
    return found.stream()
        .map(g -> AlertGroup.of(g, route(byId, routes, g), chosen, muted, openEnd))
        .filter(g -> !g.alerts().isEmpty())
        .filter(g -> wanted.test(g.receiver().name()))
        .sorted(AlertGroup.ORDER)
        .toList();
  }

  private static Route route(Map<String, Route> known, Routing routes, Group group) {
    return known.computeIfAbsent(group.route(), id -> routes.route(id).orElse(routes.root()));
  }

  private Uni<Muted> muted(List<Alert> found, Instant now) {
    var labels = found.stream().map(Alert::labels).toList();
    return mutes.of(pool, caller.tenant(), () -> Uni.createFrom().item(labels), now);
  }

  private static List<String> receivers(Routing routes, Alert alert) {
    return routes.receiversOf(alert.labels());
  }
}
