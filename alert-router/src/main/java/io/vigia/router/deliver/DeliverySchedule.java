package io.vigia.router.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.deliver.Settlement;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.route.Integration;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.tally.Tally;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Sends what is due, many lanes side by side, so that a slow receiver delays itself alone. */
@ApplicationScoped
class DeliverySchedule {

  private static final Logger LOG = Logger.getLogger(DeliverySchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_UNDER_WAY = 64;

  /** One receiver that hangs must leave room for the others. */
  private static final int MAX_PER_RECEIVER = 8;

  private final DeliveryStore store;
  private final RoutingWiring routing;
  private final Map<String, Notifier> notifiers;
  private final RouterConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Tally tally;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final LoopSchedule loop;

  DeliverySchedule(
      DeliveryStore store,
      RoutingWiring routing,
      @All List<Notifier> notifiers,
      RouterConfig config,
      Clock clock,
      MeterRegistry metrics,
      Tally tally,
      NotifyClient notify) {
    this.store = store;
    this.routing = routing;
    this.notifiers =
        notifiers.stream().collect(Collectors.toMap(Notifier::type, Function.identity()));
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.tally = tally;
    this.loop = new LoopSchedule("delivery", PAUSE, this::pass);
    notify.listen(DeliveryStore.CHANNEL, loop::nudge);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  @Scheduled(every = "4s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    return store.leases().renew();
  }

  private Uni<Duration> pass() {
    int sum = underWay.values().stream().mapToInt(Integer::intValue).sum();
    int room = Math.min(MAX_UNDER_WAY - sum, MAX_PER_RECEIVER);
    if (room <= 0) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    List<String> busy =
        underWay.entrySet().stream()
            .filter(e -> e.getValue() >= MAX_PER_RECEIVER)
            .map(Map.Entry::getKey)
            .toList();
    return store
        .leases()
        .renew()
        .chain(() -> store.claim(clock.instant(), room, busy))
        .invoke(claimed -> claimed.forEach(this::dispatch))
        .chain(
            claimed ->
                claimed.size() == room
                    ? Uni.createFrom().item(LoopSchedule.AGAIN)
                    : store
                        .nextDue()
                        .map(due -> due.map(at -> atLeast(Duration.between(clock.instant(), at))))
                        .map(wait -> wait.orElse(LoopSchedule.IDLE)));
  }

  /** What is due but not claimable is leased or behind another: its end nudges the loop. */
  private static Duration atLeast(Duration wait) {
    return wait.isNegative() || wait.isZero() ? LoopSchedule.IDLE : wait;
  }

  private void dispatch(Delivery delivery) {
    String receiver = delivery.notification().receiver() + "/" + delivery.integration();
    underWay.merge(receiver, 1, Integer::sum);
    store.leases().begin(delivery.id(), delivery.attempts());
    store
        .leases()
        .confirm(delivery.id(), delivery.attempts())
        .chain(() -> tried(delivery))
        .onTermination()
        .invoke(() -> done(delivery, receiver))
        .subscribe()
        .with(
            done -> loop.nudge(),
            failure ->
                LOG.warnf(
                    "delivery %s waits for its lease: %s", delivery.id(), failure.toString()));
  }

  private void done(Delivery delivery, String receiver) {
    store.leases().end(delivery.id(), delivery.attempts());
    underWay.computeIfPresent(receiver, (r, n) -> n > 1 ? n - 1 : null);
  }

  private Uni<Void> tried(Delivery delivery) {
    var begun = clock.instant();
    return send(delivery)
        .onFailure()
        .recoverWithItem(e -> new Receipt.NotNow(e.toString(), Optional.empty()))
        .invoke(
            receipt ->
                tally.told(
                    delivery.integration(),
                    receipt instanceof Receipt.NotNow || receipt instanceof Receipt.Rejected,
                    Duration.between(begun, clock.instant())))
        .chain(receipt -> settle(delivery, receipt));
  }

  private Uni<Receipt> send(Delivery delivery) {
    Optional<Integration> integration =
        routing.current().integrationsOf(delivery.notification().receiver()).stream()
            .filter(i -> i.name().equals(delivery.integration()))
            .findFirst();
    if (integration.isEmpty()) {
      return Uni.createFrom().item(new Receipt.Rejected("the receiver is no longer configured"));
    }
    Notifier notifier = notifiers.get(integration.get().type());
    if (notifier == null) {
      return Uni.createFrom().item(new Receipt.Rejected("no such notifier"));
    }
    return Uni.createFrom()
        .deferred(() -> notifier.send(delivery, integration.get().settings()))
        .ifNoItem()
        .after(config.deliveryTimeout())
        .fail();
  }

  private Uni<Void> settle(Delivery delivery, Receipt receipt) {
    var now = clock.instant();
    Settlement settlement =
        Settlement.of(
            receipt,
            delivery.attempts(),
            Duration.between(delivery.createdAt(), now),
            config.giveUpAfter());
    String result = settlement.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    metrics
        .counter("vigia_deliveries_total", "integration", delivery.integration(), "result", result)
        .increment();
    LOG.infof(
        "%s to %s: %s (try %d) %s",
        delivery.notification().groupKey(),
        delivery.integration(),
        result,
        delivery.attempts(),
        settlement instanceof Settlement.Delivered ? "" : settlement);
    return store.settle(delivery, settlement, now);
  }
}
