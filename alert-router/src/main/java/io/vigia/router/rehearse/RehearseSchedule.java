package io.vigia.router.rehearse;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Remembers ends that nobody observed, and forgets what is older than a rehearsal goes back. */
@ApplicationScoped
class RehearseSchedule {

  /** Ends are looked for so far back; the first time as far as anything is kept. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final ObservationStore observations;
  private final RehearseConfig config;
  private final Clock clock;
  private volatile boolean looked;

  RehearseSchedule(ObservationStore observations, RehearseConfig config, Clock clock) {
    this.observations = observations;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> rememberEnds() {
    Duration back = looked ? MARGIN : config.keep();
    return observations.rememberEnds(clock.instant().minus(back)).invoke(() -> looked = true);
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    return observations.forget(clock.instant().minus(config.keep()), config.most());
  }
}
