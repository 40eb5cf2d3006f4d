package io.vigia.router.push;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.router.maintenance.MaintenanceStore;
import io.vigia.router.maintenance.Windows;
import io.vigia.router.push.Job.Down;
import io.vigia.router.push.MonitorStore.Event;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells which jobs did not report in time: one replica at a time. */
@ApplicationScoped
class PushSchedule {

  private static final Logger LOG = Logger.getLogger(PushSchedule.class);
  private static final List<String> NAME = List.of("push-monitors");
  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int BATCH = 100;

  private final LeaseStore leases;
  private final MonitorStore store;
  private final MaintenanceStore maintenance;
  private final Clock clock;
  private final LoopSchedule loop;

  PushSchedule(
      LeaseStore leases,
      MonitorStore store,
      MaintenanceStore maintenance,
      PushConfig config,
      Clock clock) {
    this.leases = leases;
    this.store = store;
    this.maintenance = maintenance;
    this.clock = clock;
    this.loop = new LoopSchedule("missed jobs", config.lookEvery(), this::pass);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return leases
        .claim(NAME, LEASE)
        .chain(held -> held.isEmpty() ? Uni.createFrom().item(LoopSchedule.IDLE) : look());
  }

  private Uni<Duration> look() {
    Instant now = clock.instant();
    return store
        .due(now, BATCH)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(LoopSchedule.IDLE)
                    : Uni.combine()
                        .all()
                        .unis(
                            store.heardSince(now),
                            maintenance.of(due.stream().map(Monitor::tenant).toList()))
                        .with((heardSince, windows) -> judge(due, heardSince, windows, now))
                        .chain(judged -> judged)
                        .replaceWith(due.size() == BATCH ? LoopSchedule.AGAIN : LoopSchedule.IDLE));
  }

  private Uni<Void> judge(List<Monitor> due, Instant heardSince, Windows windows, Instant now) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Monitor one : due) {
      all =
          all.chain(
              () ->
                  store
                      .change(one.id(), now, current -> decide(current, heardSince, windows, now))
                      .replaceWithVoid());
    }
    return all;
  }

  private static Optional<Event> decide(
      Monitor monitor, Instant heardSince, Windows windows, Instant now) {
    if (monitor.paused() || monitor.job().down().isPresent() || monitor.dueAt().isAfter(now)) {
      return Optional.empty();
    }
    Job job = monitor.job();
    Job.Step step = job.overdue(now);
    var labels = monitor.labels(step.begun().orElse(Down.MISSED));
    Optional<Instant> held = windows.heldUntil(monitor.tenant(), labels, now);
    if (held.isPresent()) {
      return Optional.of(again(job, monitor, held.get()));
    }
    Instant heard =
        windows
            .endedSince(monitor.tenant(), labels, job.countsFrom(), now)
            .filter(end -> end.isAfter(heardSince))
            .orElse(heardSince);
    Instant due = job.due(heard);
    if (due.isAfter(now)) {
      return Optional.of(again(job, monitor, due));
    }
    LOG.infof("job %s/%s: %s", monitor.tenant(), monitor.name(), step.begun());
    return Optional.of(new Event(step, false, null, due));
  }

  private static Event again(Job job, Monitor monitor, Instant due) {
    return new Event(
        new Job.Step(job, Optional.empty(), Optional.empty()), monitor.paused(), null, due);
  }
}
