package io.vigia.watcher.deliver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Forgets finished notices, and counts those that wait or are dead. */
@ApplicationScoped
class NoticeRetentionSchedule {

  private final NoticeStore store;
  private final SweepStore sweep;
  private final DeliverConfig config;
  private final LimitsConfig limits;
  private final Clock clock;
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();

  NoticeRetentionSchedule(
      NoticeStore store,
      SweepStore sweep,
      DeliverConfig config,
      LimitsConfig limits,
      Clock clock,
      MeterRegistry metrics) {
    this.store = store;
    this.sweep = sweep;
    this.config = config;
    this.limits = limits;
    this.clock = clock;
    Gauge.builder("vigia_watcher_notices_open", pending::get)
        .tag("status", "pending")
        .register(metrics);
    Gauge.builder("vigia_watcher_notices_open", dead::get).tag("status", "dead").register(metrics);
  }

  void start(@Observes StartupEvent event) {
    // so that the gauges are there from the start
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    return store
        .count("pending")
        .invoke(pending::set)
        .chain(() -> store.count("dead"))
        .invoke(dead::set)
        .replaceWithVoid();
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    return sweep
        .forget("notice", "finished_at < $1", clock.instant().minus(config.noticeRetention()))
        .chain(
            () ->
                sweep.keepNewest(
                    "notice", "finished_at is not null", "finished_at", limits.history()));
  }
}
