package io.vigia.router;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.outcome.OutcomeStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets what is older than the retention. */
@ApplicationScoped
class RetentionSchedule {

  private final AlertStore alerts;
  private final DeliveryStore deliveries;
  private final OutcomeStore outcomes;
  private final RouterConfig config;
  private final Clock clock;

  RetentionSchedule(
      AlertStore alerts,
      DeliveryStore deliveries,
      OutcomeStore outcomes,
      RouterConfig config,
      Clock clock) {
    this.alerts = alerts;
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    var limit = clock.instant().minus(config.retention());
    return alerts
        .forgetResolvedBefore(limit)
        .chain(() -> deliveries.forgetFinishedBefore(limit))
        .chain(() -> outcomes.forgetBefore(limit));
  }
}
