package io.vigia.anomaly.series;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Forgets series that have been silent for long. */
@ApplicationScoped
class RetentionSchedule {

  private static final Duration SILENT = Duration.ofDays(30);

  private final SeriesStore store;
  private final Clock clock;

  RetentionSchedule(SeriesStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forget() {
    return store.forgetBefore(clock.instant().minus(SILENT));
  }
}
