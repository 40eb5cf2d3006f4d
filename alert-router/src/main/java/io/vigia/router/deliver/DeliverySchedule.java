package io.vigia.router.deliver;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Sends what is due, many lanes side by side, so that a slow receiver delays itself alone. */
@ApplicationScoped
class DeliverySchedule {

  private static final Logger LOG = Logger.getLogger(DeliverySchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_UNDER_WAY = 64;

  /** One receiver that hangs must leave room for the others. */
  private static final int MAX_PER_RECEIVER = 8;

  /** A lease lasts 10 s: for so long after its claim or renewal nobody has to be asked. */
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private final ClaimStore claims;
  private final SettlementStore settlements;
  private final ThrottleStore throttles;
  private final DeliveryClient client;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Tally tally;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final LoopSchedule loop;
  private volatile long renewedNanos = System.nanoTime();

  DeliverySchedule(
      ClaimStore claims,
      SettlementStore settlements,
      ThrottleStore throttles,
      DeliveryClient client,
      RoutingWiring routing,
      RouterConfig config,
      Clock clock,
      MeterRegistry metrics,
      Tally tally,
      NotifyClient notify) {
    this.claims = claims;
    this.settlements = settlements;
    this.throttles = throttles;
    this.client = client;
    this.routing = routing;
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
    long begun = System.nanoTime();
    return claims.leases().renew().invoke(() -> renewedNanos = begun);
  }

  private Uni<Duration> pass() {
    int room = MAX_UNDER_WAY - underWay.values().stream().mapToInt(Integer::intValue).sum();
    if (room <= 0) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    return renewIfLate()
        .chain(() -> claim(room))
        .chain(claimed -> claimed.isEmpty() ? next() : Uni.createFrom().item(LoopSchedule.AGAIN));
  }

  /** Who was paused for long must not take its own work a second time. */
  private Uni<Void> renewIfLate() {
    return System.nanoTime() - renewedNanos < FRESH_NANOS * 5 / 2
        ? Uni.createFrom().voidItem()
        : renew();
  }

  private Uni<List<Delivery>> claim(int room) {
    long begun = System.nanoTime();
    return claims
        .claim(clock.instant(), room, MAX_PER_RECEIVER, Map.copyOf(underWay))
        .invoke(claimed -> claimed.forEach(delivery -> dispatch(delivery, begun)));
  }

  private Uni<Duration> next() {
    Instant now = clock.instant();
    return claims
        .nextDue(now)
        .map(due -> due.map(at -> Duration.between(now, at)).orElse(LoopSchedule.IDLE));
  }

  private void dispatch(Delivery delivery, long claimedNanos) {
    underWay.merge(delivery.target(), 1, Integer::sum);
    claims.leases().begin(delivery.id(), delivery.attempts());
    confirm(delivery, claimedNanos)
        .chain(() -> tried(delivery))
        .onTermination()
        .invoke(() -> done(delivery))
        .subscribe()
        .with(
            done -> loop.nudge(),
            failure ->
                LOG.warnf(
                    "delivery %s waits for its lease: %s", delivery.id(), failure.toString()));
  }

  private Uni<Void> confirm(Delivery delivery, long claimedNanos) {
    return System.nanoTime() - claimedNanos < FRESH_NANOS
        ? Uni.createFrom().voidItem()
        : claims.leases().confirm(delivery.id(), delivery.attempts());
  }

  private void done(Delivery delivery) {
    claims.leases().end(delivery.id(), delivery.attempts());
    underWay.computeIfPresent(delivery.target(), (r, n) -> n > 1 ? n - 1 : null);
  }

  private Uni<Void> tried(Delivery delivery) {
    Instant begun = clock.instant();
    return content(delivery)
        .chain(
            toTell ->
                toTell.isEmpty()
                    ? Uni.createFrom()
                        .item(
                            new Receipt.NotConcerned(
                                "it ended or was muted while it was held back"))
                    : send(toTell.get()))
        .invoke(
            receipt ->
                tally.told(
                    delivery.integration(),
                    receipt instanceof Receipt.NotNow || receipt instanceof Receipt.Rejected,
                    Duration.between(begun, clock.instant())))
        .chain(receipt -> settle(delivery, receipt, begun));
  }

  /** What was held back is told as it is now, if it still fires and is not muted. */
  private Uni<Optional<Delivery>> content(Delivery delivery) {
    if (!delivery.held()) {
      return Uni.createFrom().item(Optional.of(delivery));
    }
    return throttles
        .stillFiring(delivery, clock.instant())
        .map(
            firing ->
                firing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(delivery.with(delivery.notification().with(firing))));
  }

  private Uni<Receipt> send(Delivery delivery) {
    Optional<Integration> integration =
        routing.current().integrationsOf(delivery.notification().receiver()).stream()
            .filter(i -> i.name().equals(delivery.integration()))
            .findFirst();
    return integration.isEmpty()
        ? Uni.createFrom().item(new Receipt.Rejected("the receiver is no longer configured"))
        : client.send(delivery, integration.get(), piece -> settlements.told(delivery, piece));
  }

  private Uni<Void> settle(Delivery delivery, Receipt receipt, Instant begun) {
    Instant now = clock.instant();
    Settlement settlement =
        Settlement.of(
            receipt,
            delivery.attempts(),
            Duration.between(delivery.waitingSince(), now),
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
    return settlements.settle(delivery, receipt, settlement, begun, now);
  }
}
