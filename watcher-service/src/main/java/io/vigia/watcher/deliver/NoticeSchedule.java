package io.vigia.watcher.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.deliver.Settlement;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Sends what is due, many lanes side by side, so that a slow receiver delays itself alone. */
@ApplicationScoped
class NoticeSchedule {

  private static final Logger LOG = Logger.getLogger(NoticeSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_UNDER_WAY = 128;

  /** One receiver that hangs must leave room for the others. */
  private static final int MAX_PER_RECEIVER = 8;

  private final NoticeStore store;
  private final Destinations destinations;
  private final DeliverConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final LoopSchedule loop;

  NoticeSchedule(
      NoticeStore store,
      Destinations destinations,
      DeliverConfig config,
      Clock clock,
      MeterRegistry metrics,
      NotifyClient notify) {
    this.store = store;
    this.destinations = destinations;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.loop = new LoopSchedule("notices", PAUSE, this::pass);
    notify.listen(NoticeStore.CHANNEL, loop::nudge);
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
    underWay.merge(delivery.receiver(), 1, Integer::sum);
    store.leases().begin(delivery.id(), delivery.token());
    store
        .leases()
        .confirm(delivery.id(), delivery.token())
        .chain(() -> tried(delivery))
        .onTermination()
        .invoke(() -> done(delivery))
        .subscribe()
        .with(
            done -> loop.nudge(),
            failure ->
                LOG.warnf("notice %s waits for its lease: %s", delivery.id(), failure.toString()));
  }

  private void done(Delivery delivery) {
    store.leases().end(delivery.id(), delivery.token());
    underWay.computeIfPresent(delivery.receiver(), (r, n) -> n > 1 ? n - 1 : null);
  }

  private Uni<Void> tried(Delivery delivery) {
    return send(delivery)
        .onFailure()
        .recoverWithItem(e -> new Receipt.NotNow(words(e), Optional.empty()))
        .chain(receipt -> settle(delivery, receipt));
  }

  /** Of failures whose words are not known to be harmless, the kind: they may repeat a secret. */
  private static String words(Throwable e) {
    boolean harmless =
        e instanceof IOException
            || e instanceof java.util.concurrent.TimeoutException
            || e instanceof TimeoutException
            || e instanceof VertxException;
    return harmless
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getClass().getSimpleName();
  }

  private Uni<Receipt> send(Delivery delivery) {
    return Uni.createFrom()
        .deferred(
            () ->
                destinations
                    .of(delivery.spec())
                    .map(notifier -> notifier.send(delivery))
                    .orElseGet(
                        () -> Uni.createFrom().item(new Receipt.Rejected("no such destination"))))
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
            Duration.between(delivery.since(), now),
            config.giveUpAfter());
    return store
        .settle(delivery, settlement, now)
        .invoke(() -> report(delivery, settlement, settlement.getClass().getSimpleName()));
  }

  private void report(Delivery delivery, Settlement settlement, String kind) {
    metrics
        .counter(
            "vigia_watcher_notices_total",
            "destination",
            delivery.spec().type(),
            "result",
            kind.toLowerCase(Locale.ROOT))
        .increment();
    if (!(settlement instanceof Settlement.Delivered)) {
      LOG.infof(
          "watcher %s to %s: %s (try %d)",
          delivery.watcher(), delivery.receiver(), settlement, delivery.attempts());
    }
  }
}
