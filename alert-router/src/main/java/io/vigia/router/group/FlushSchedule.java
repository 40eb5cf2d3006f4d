package io.vigia.router.group;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Labels;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.deliver.Notification;
import io.vigia.router.group.GroupStore.Due;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Route;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Flushes groups when they are due: what they say becomes deliveries in the same transaction. */
@ApplicationScoped
class FlushSchedule {

  private static final Logger LOG = Logger.getLogger(FlushSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration POSTPONEMENT = Duration.ofSeconds(30);

  private final AlertStore alerts;
  private final GroupStore groups;
  private final MuteStore mutes;
  private final DeliveryStore deliveries;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final LimitsConfig limits;
  private final Clock clock;
  private final LoopSchedule loop;

  FlushSchedule(
      AlertStore alerts,
      GroupStore groups,
      MuteStore mutes,
      DeliveryStore deliveries,
      RoutingWiring routing,
      RouterConfig config,
      LimitsConfig limits,
      Clock clock,
      NotifyClient notify) {
    this.alerts = alerts;
    this.groups = groups;
    this.mutes = mutes;
    this.deliveries = deliveries;
    this.routing = routing;
    this.config = config;
    this.limits = limits;
    this.clock = clock;
    this.loop = new LoopSchedule("group flush", PAUSE, this::pass);
    notify.listen(GroupStore.CHANNEL, loop::nudge);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    return alerts
        .endUnvouched(now)
        .chain(() -> groups.withDue(now, tx -> group -> flush(tx, group, now), POSTPONEMENT))
        .chain(
            flushed ->
                flushed
                    ? Uni.createFrom().item(LoopSchedule.AGAIN)
                    : groups.nextDue().map(due -> due.map(this::until).orElse(LoopSchedule.IDLE)));
  }

  private Duration until(Instant due) {
    return Duration.between(clock.instant(), due);
  }

  private Uni<Void> flush(SqlConnection tx, Due group, Instant now) {
    var current = routing.current();
    // a route that a reload took away speaks its last through the root
    Route route = current.route(group.route()).orElse(current.root());
    return muted(tx, group, current.mutedBy(route, now), now)
        .chain(muted -> flush(tx, group, route, muted, now));
  }

  private Uni<Void> flush(
      SqlConnection tx, Due group, Route route, Set<String> muted, Instant now) {
    return groups
        .tell(tx, group, muted, limits.alertsPerNotification(), now)
        .map(members -> FlushPlan.of(members, group.notifiedAt(), route, group.due(), now))
        .chain(plan -> remindingOnlyOfWhatNobodyTookOn(tx, group, muted, plan, now))
        .chain(
            plan -> {
              LOG.debugf("%s: %s", group.groupKey(), plan.reason());
              return (plan.sends() ? send(tx, group, route, plan, now) : nothing())
                  .chain(() -> groups.save(tx, group, muted, plan, now));
            });
  }

  private Uni<FlushPlan> remindingOnlyOfWhatNobodyTookOn(
      SqlConnection tx, Due group, Set<String> muted, FlushPlan plan, Instant now) {
    return plan.isReminder()
        ? groups
            .isAcknowledged(tx, group, muted, now)
            .map(acknowledged -> acknowledged ? plan.withoutReminder() : plan)
        : Uni.createFrom().item(plan);
  }

  /** The fingerprints of the group's alerts that are not told now: all while its route is mute. */
  private Uni<Set<String>> muted(SqlConnection tx, Due group, List<String> intervals, Instant now) {
    return intervals.isEmpty()
        ? mutes.of(tx, group.tenant(), () -> groups.labels(tx, group), now).map(Muted::all)
        : groups
            .labels(tx, group)
            .map(all -> all.stream().map(Labels::fingerprint).collect(toUnmodifiableSet()));
  }

  private Uni<Void> send(SqlConnection tx, Due group, Route route, FlushPlan plan, Instant now) {
    var notification =
        new Notification(
            group.tenant(),
            route.receiver(),
            group.groupKey(),
            group.groupLabels(),
            plan.alerts(),
            plan.omitted(),
            config.externalUrl());
    return deliveries.enqueue(
        tx,
        notification,
        routing.current().integrationsOf(route.receiver()),
        plan.reason().name(),
        now);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
