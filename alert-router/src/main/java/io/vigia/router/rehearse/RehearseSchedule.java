package io.vigia.router.rehearse;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Remembers ends that nobody observed, and forgets what is older than a rehearsal goes back. */
@ApplicationScoped
class RehearseSchedule {

  private final ObservationStore observations;
  private final RehearseConfig config;
  private final Clock clock;

  RehearseSchedule(ObservationStore observations, RehearseConfig config, Clock clock) {
    this.observations = observations;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> rememberEnds() {
    return observations.rememberEnds(clock.instant());
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    return observations.forget(clock.instant().minus(config.keep()), config.most());
  }
}
