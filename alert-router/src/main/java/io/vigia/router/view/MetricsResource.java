package io.vigia.router.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.kit.identity.Role;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.tally.Tally;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What Alertmanager tells of itself, under its own names, for dashboards and alerts that are made
 * for it. Of all tenants, as {@code /q/metrics}, where the suite's own metrics are.
 */
@Path("/metrics")
class MetricsResource {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Pool pool;
  private final RoutingWiring routing;
  private final MeterRegistry meters;
  private final String version;

  MetricsResource(
      Pool pool,
      RoutingWiring routing,
      MeterRegistry meters,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.pool = pool;
    this.routing = routing;
    this.meters = meters;
    this.version = version;
  }

  @GET
  @Produces(TEXT)
  @RolesAllowed(Role.VIEW)
  public Uni<String> metrics() {
    return pool.query(
            """
            select (select count(*) from alert where status = 'firing'
                       and (ends_at is null or ends_at > now())) as alerts,
                   (select count(*) from alert_group) as groups,
                   (select count(*) from silence
                     where starts_at <= now() and ends_at > now()) as active,
                   (select count(*) from silence where starts_at > now()) as pending,
                   (select count(*) from silence where ends_at <= now()) as expired""")
        .execute()
        .map(rows -> text(rows.iterator().next()));
  }

  private String text(Row counts) {
    var text = new Exposition();
    text.gauge(
        "alertmanager_build_info",
        1,
        Map.of("version", version, "branch", "", "revision", "vigia", "goversion", ""));
    // silenced and inhibited alerts are not told apart here: that takes a look at each
    text.gauge("alertmanager_alerts", counts.getLong("alerts"), Map.of("state", "active"));
    text.gauge("alertmanager_dispatcher_aggregation_groups", counts.getLong("groups"), Map.of());
    for (String state : new String[] {"active", "pending", "expired"}) {
      text.gauge("alertmanager_silences", counts.getLong(state), Map.of("state", state));
    }
    text.gauge("alertmanager_cluster_enabled", 0, Map.of());
    text.gauge("alertmanager_config_hash", routing.hash(), Map.of());
    text.gauge(
        "alertmanager_config_last_reload_successful", routing.lastReadWorked() ? 1 : 0, Map.of());
    text.gauge(
        "alertmanager_config_last_reload_success_timestamp_seconds",
        routing.readAt().toEpochMilli() / 1000.0,
        Map.of());
    for (String name : Tally.COUNTERS) {
      for (Counter each : meters.find(name).counters()) {
        text.counter(name + "_total", each.count(), Exposition.tags(each));
      }
    }
    for (Timer each : meters.find(Tally.LATENCY).timers()) {
      text.histogram(Tally.LATENCY + "_seconds", each);
    }
    return text.toString();
  }
}
