package io.vigia.router.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.router.RouterConfig;
import io.vigia.router.agent.Attention.Offsets;
import io.vigia.router.maintenance.MaintenanceStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The dead-man's switch, a loop for each way in which agents are heard, and what it shows. */
@ApplicationScoped
class DeadManSchedule {

  private static final Duration MEASURED_EVERY = Duration.ofSeconds(2);

  private final WatchClockStore clocks;
  private final DeadManStore agents;
  private final Clock clock;
  private final Duration lookEvery;
  private final List<WaySchedule> ways;
  private final LoopSchedule measuring;
  private final AtomicLong alive = new AtomicLong();
  private final AtomicLong silent = new AtomicLong();
  private final AtomicLong caughtUp = new AtomicLong();

  DeadManSchedule(
      LeaseStore leases,
      HeartbeatOffsetsClient kafka,
      WatchClockStore clocks,
      DeadManStore agents,
      SiteStore sites,
      SkewStore skews,
      MaintenanceStore maintenance,
      DeadManConfig config,
      RouterConfig router,
      Clock clock,
      MeterRegistry metrics) {
    this.clocks = clocks;
    this.agents = agents;
    this.clock = clock;
    this.lookEvery = config.lookEvery();
    var parts =
        new WaySchedule.Parts(
            leases,
            clocks,
            agents,
            sites,
            skews,
            maintenance,
            new Tolerance(config.missed(), config.atLeast(), router.retention()),
            router.externalUrl().resolve("/api/v1/agents").toString(),
            clock);
    this.ways =
        List.of(
            new WaySchedule(Way.KAFKA, kafka::look, lookEvery, parts),
            new WaySchedule(Way.HTTP, () -> Uni.createFrom().item(Offsets.NONE), lookEvery, parts));
    this.measuring = new LoopSchedule("count of agents", MEASURED_EVERY, this::measure);
    metrics.gauge("vigia_agents", Tags.of("state", "alive"), alive);
    metrics.gauge("vigia_agents", Tags.of("state", "silent"), silent);
    metrics.gauge("vigia_heartbeats_caught_up", caughtUp);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    ways.forEach(WaySchedule::start);
    measuring.start();
  }

  void stop(@Observes ShutdownEvent event) {
    ways.forEach(WaySchedule::stop);
    measuring.close();
  }

  /** Every replica shows the same, whoever holds the switch. */
  private Uni<Duration> measure() {
    return agents
        .counts()
        .invoke(
            counts -> {
              alive.set(counts.alive());
              silent.set(counts.silent());
            })
        .chain(() -> clocks.read(Way.KAFKA))
        .invoke(watch -> caughtUp.set(isFresh(watch) ? 1 : 0))
        .replaceWith(LoopSchedule.IDLE);
  }

  private boolean isFresh(WatchClock watch) {
    Duration borne = lookEvery.multipliedBy(3).plusSeconds(1);
    return Duration.between(watch.movedAt(), clock.instant()).compareTo(borne) < 0;
  }
}
