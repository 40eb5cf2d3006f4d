package io.vigia.router.group;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.deliver.Notification;
import io.vigia.router.group.FlushConsumer.Flush;
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
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Flushes groups when they are due: what they say becomes deliveries in the same transaction. */
@ApplicationScoped
class FlushSchedule {

  private static final Logger LOG = Logger.getLogger(FlushSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Groups of one transaction, and transactions at the same time. */
  private static final int TOGETHER = 16;

  private static final int SIDE_BY_SIDE = 2;

  /** Then others have their turn: alerts that end by themselves. */
  private static final int IN_A_ROW = 8;

  private static final Duration POSTPONEMENT = Duration.ofSeconds(30);

  private final AlertStore alerts;
  private final GroupStore groups;
  private final MuteStore mutes;
  private final DeliveryStore deliveries;
  private final List<FlushConsumer> listeners;
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
      @All List<FlushConsumer> listeners,
      RoutingWiring routing,
      RouterConfig config,
      LimitsConfig limits,
      Clock clock,
      NotifyClient notify) {
    this.alerts = alerts;
    this.groups = groups;
    this.mutes = mutes;
    this.deliveries = deliveries;
    this.listeners = listeners;
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
    return alerts
        .endUnvouched(clock.instant())
        .chain(
            more ->
                flushDue()
                    .chain(
                        last ->
                            more || !last ? Uni.createFrom().item(LoopSchedule.AGAIN) : next()));
  }

  /** Several side by side, each what is due next, and whether none is due any more. */
  private Uni<Boolean> flushDue() {
    return Multi.createFrom()
        .range(0, SIDE_BY_SIDE)
        .onItem()
        .transformToUni(lane -> flushDue(IN_A_ROW))
        .merge(SIDE_BY_SIDE)
        .collect()
        .with(Collectors.reducing(true, (one, other) -> one && other));
  }

  private Uni<Boolean> flushDue(int times) {
    if (times == 0) {
      return Uni.createFrom().item(false);
    }
    Instant now = clock.instant();
    return groups
        .withDue(now, TOGETHER, tx -> group -> flush(tx, group, now), POSTPONEMENT)
        .chain(flushed -> flushed > 0 ? flushDue(times - 1) : Uni.createFrom().item(true));
  }

  private Uni<Duration> next() {
    return groups.nextDue().map(due -> due.map(this::until).orElse(LoopSchedule.IDLE));
  }

  private Duration until(Instant due) {
    return Duration.between(clock.instant(), due);
  }

  private Uni<Void> flush(SqlConnection tx, Due group, Instant now) {
    var current = routing.current();
    // a route that a reload took away speaks its last through the root
    Route route = current.route(group.route()).orElse(current.root());
    return muted(tx, group, route, current.mutedBy(route, now), now)
        .chain(muted -> flush(tx, group, route, muted, now));
  }

  private Uni<Void> flush(SqlConnection tx, Due group, Route route, Muted muted, Instant now) {
    return groups
        .tell(tx, group, muted.all(), limits.alertsPerNotification(), now)
        .map(members -> FlushPlan.of(members, group.notifiedAt(), route, group.due(), now))
        .chain(plan -> remindingOnlyOfWhatNobodyTookOn(tx, group, muted.all(), plan, now))
        .chain(
            plan -> {
              LOG.debugf("%s: %s", group.groupKey(), plan.reason());
              return (plan.sends() ? send(tx, group, route, plan, now) : nothing())
                  .chain(() -> groups.save(tx, group, muted.all(), plan, now))
                  .chain(() -> tellOf(tx, new Flush(group, route, muted, plan), now));
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

  /** What is not told now: all while the group's route is mute. */
  private Uni<Muted> muted(
      SqlConnection tx, Due group, Route route, List<String> intervals, Instant now) {
    return intervals.isEmpty()
        ? mutes.of(tx, group.tenant(), route.receiver(), () -> groups.labels(tx, group), now)
        : groups.labels(tx, group).map(all -> Muted.by(intervals, all));
  }

  private Uni<Void> tellOf(SqlConnection tx, Flush flush, Instant now) {
    Uni<Void> told = nothing();
    for (FlushConsumer listener : listeners) {
      told = told.chain(() -> listener.flushed(tx, flush, now));
    }
    return told;
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
