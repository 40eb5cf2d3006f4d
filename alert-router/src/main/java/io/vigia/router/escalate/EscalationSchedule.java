package io.vigia.router.escalate;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.deliver.Notification;
import io.vigia.router.deliver.Notification.Omitted;
import io.vigia.router.escalate.Escalated.Decided;
import io.vigia.router.escalate.Escalated.Telling;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.route.Routing;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Serves timers that are due: the timer and the deliveries change in one transaction. */
@ApplicationScoped
class EscalationSchedule {

  private static final Logger LOG = Logger.getLogger(EscalationSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration POSTPONEMENT = Duration.ofSeconds(30);

  private final Pool pool;
  private final EscalationStore store;
  private final MuteStore mutes;
  private final DeliveryStore deliveries;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LoopSchedule loop;

  EscalationSchedule(
      Pool pool,
      EscalationStore store,
      MuteStore mutes,
      DeliveryStore deliveries,
      RoutingWiring routing,
      RouterConfig config,
      Clock clock,
      MeterRegistry metrics,
      NotifyClient notify) {
    this.pool = pool;
    this.store = store;
    this.mutes = mutes;
    this.deliveries = deliveries;
    this.routing = routing;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.loop = new LoopSchedule("escalation", PAUSE, this::pass);
    notify.listen(EscalationConsumer.CHANNEL, loop::nudge);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    return one(now)
        .chain(
            served ->
                served
                    ? Uni.createFrom().item(LoopSchedule.AGAIN)
                    : store
                        .nextLook()
                        .map(next -> next.map(this::until).orElse(LoopSchedule.IDLE)));
  }

  /** What is due and locked is another replica's. */
  private Duration until(Instant due) {
    Duration wait = Duration.between(clock.instant(), due);
    return wait.isNegative() || wait.isZero() ? LoopSchedule.IDLE : wait;
  }

  private Uni<Boolean> one(Instant now) {
    var taken = new AtomicReference<Escalated>();
    return pool.withTransaction(
            tx ->
                store
                    .claim(tx, now)
                    .chain(
                        due -> {
                          due.ifPresent(taken::set);
                          return due.isEmpty()
                              ? Uni.createFrom().item(false)
                              : serve(tx, due.get(), now).replaceWith(true);
                        }))
        .onFailure(failure -> taken.get() != null)
        .recoverWithUni(
            failure -> {
              Escalated due = Objects.requireNonNull(taken.get());
              LOG.errorf(
                  "escalation %s of %s waits %s: %s",
                  due.name(), due.groupKey(), POSTPONEMENT, failure.toString());
              return store.postpone(due, now.plus(POSTPONEMENT)).replaceWith(true);
            });
  }

  private Uni<Void> serve(SqlConnection tx, Escalated due, Instant now) {
    Routing current = routing.current();
    var configured =
        current.escalations().stream().filter(e -> e.name().equals(due.name())).findFirst();
    return mutes
        .affecting(tx, due.tenant(), due.labels(), now)
        .map(mutes -> mutes.of(due.labels(), due.receivers(configured)))
        .map(muted -> due.decide(configured, muted.all(), now))
        .invoke(decided -> decided.forEach(one -> count(due, one)))
        .chain(
            decided ->
                (decided.stream().allMatch(one -> one.receivers().isEmpty())
                        ? Uni.createFrom().voidItem()
                        : tell(tx, due, decided, current, now))
                    .chain(() -> store.save(tx, due, decided)));
  }

  private void count(Escalated due, Decided one) {
    String reason = one.plan().reason().name().toLowerCase(Locale.ROOT);
    LOG.debugf("escalation %s of %s: %s", due.name(), one.entry().fingerprint(), reason);
    metrics.counter("vigia_escalations_total", "reason", reason).increment();
  }

  private Uni<Void> tell(
      SqlConnection tx, Escalated due, List<Decided> decided, Routing current, Instant now) {
    return store
        .before(tx, due, now)
        .chain(
            before -> {
              Uni<Void> told = Uni.createFrom().voidItem();
              for (Map.Entry<String, Telling> one :
                  Escalated.tellings(decided, before).entrySet()) {
                told = told.chain(() -> tell(tx, due, one.getKey(), one.getValue(), current, now));
              }
              return told;
            });
  }

  private Uni<Void> tell(
      SqlConnection tx,
      Escalated due,
      String receiver,
      Telling telling,
      Routing current,
      Instant now) {
    return deliveries.enqueue(
        tx,
        new Notification(
            due.tenant(),
            receiver,
            due.groupKey(),
            due.groupLabels(),
            telling.alerts(),
            Omitted.NONE,
            config.externalUrl()),
        current.integrationsOf(receiver),
        telling.escalates() ? EscalationConsumer.ESCALATED : EscalationConsumer.ENDED,
        now);
  }
}
