package io.vigia.remediation.execution;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.remediation.RemediationConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Takes up open executions under leases and sees each through. */
@ApplicationScoped
class ExecutionSchedule {

  private static final Logger LOG = Logger.getLogger(ExecutionSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration IDLE_EPISODES = Duration.ofDays(7);

  private final ExecutionStore store;
  private final ExecutionRelay relay;
  private final RemediationConfig config;
  private final Clock clock;
  private final LoopSchedule loop = new LoopSchedule("execution", PAUSE, this::pass);

  ExecutionSchedule(
      ExecutionStore store,
      ExecutionRelay relay,
      RemediationConfig config,
      Clock clock,
      NotifyClient notify) {
    this.store = store;
    this.relay = relay;
    this.config = config;
    this.clock = clock;
    notify.listen(ExecutionStore.CHANNEL, loop::nudge);
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

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forget() {
    var now = clock.instant();
    return store
        .forgetFinishedBefore(now.minus(config.retention()))
        .chain(() -> store.forgetIdleEpisodesBefore(now.minus(IDLE_EPISODES)));
  }

  private Uni<Duration> pass() {
    int room = config.concurrency() - store.leases().size();
    return room <= 0
        ? Uni.createFrom().item(LoopSchedule.IDLE)
        : store
            .leases()
            .renew()
            .chain(() -> store.claim(room))
            .invoke(claimed -> claimed.forEach(this::dispatch))
            .replaceWith(LoopSchedule.IDLE);
  }

  private void dispatch(Execution execution) {
    store.leases().begin(execution.id(), execution.token());
    relay
        .run(execution)
        .onTermination()
        .invoke(() -> store.leases().end(execution.id(), execution.token()))
        .subscribe()
        .with(
            done -> loop.nudge(),
            failure -> LOG.warnf("%s waits for its lease: %s", execution.id(), failure.toString()));
  }
}
