package io.vigia.watcher.watch;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Forgets the versions of watchers that are long gone. */
@ApplicationScoped
class VersionSchedule {

  private static final Duration KEPT = Duration.ofDays(90);

  private final VersionStore versions;
  private final Clock clock;

  VersionSchedule(VersionStore versions, Clock clock) {
    this.versions = versions;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return versions.forget(clock.instant().minus(KEPT));
  }
}
