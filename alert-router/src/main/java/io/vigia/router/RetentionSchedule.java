package io.vigia.router;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.account.ApiKeyStore;
import io.vigia.router.ack.AckStore;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.escalate.EscalationStore;
import io.vigia.router.incident.IncidentStore;
import io.vigia.router.mute.SilenceStore;
import io.vigia.router.outcome.OutcomeStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets what is older than the retention, or more than the history may be. */
@ApplicationScoped
class RetentionSchedule {

  private static final int ENDED_SILENCES = 1_000;

  private final AlertStore alerts;
  private final DeliveryStore deliveries;
  private final OutcomeStore outcomes;
  private final SilenceStore silences;
  private final AckStore acks;
  private final EscalationStore escalations;
  private final IncidentStore incidents;
  private final ApiKeyStore keys;
  private final AuditStore audit;
  private final SweepStore sweep;
  private final RouterConfig config;
  private final LimitsConfig limits;
  private final Clock clock;

  RetentionSchedule(
      AlertStore alerts,
      DeliveryStore deliveries,
      OutcomeStore outcomes,
      SilenceStore silences,
      AckStore acks,
      EscalationStore escalations,
      IncidentStore incidents,
      ApiKeyStore keys,
      AuditStore audit,
      SweepStore sweep,
      RouterConfig config,
      LimitsConfig limits,
      Clock clock) {
    this.alerts = alerts;
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.silences = silences;
    this.acks = acks;
    this.escalations = escalations;
    this.incidents = incidents;
    this.keys = keys;
    this.audit = audit;
    this.sweep = sweep;
    this.config = config;
    this.limits = limits;
    this.clock = clock;
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    var limit = clock.instant().minus(config.retention());
    return alerts
        .forgetResolvedBefore(limit)
        .chain(() -> deliveries.forgetFinishedBefore(limit))
        .chain(() -> outcomes.forgetBefore(limit))
        .chain(() -> silences.forgetEnded(limit, ENDED_SILENCES))
        .chain(() -> acks.forgetExpiredBefore(limit, limits.history()))
        .chain(() -> escalations.forgetStrayBefore(limit))
        .chain(() -> incidents.forgetClosedBefore(limit, limits.history()))
        .chain(() -> keys.forgetExpiredBefore(limit))
        .chain(audit::forget)
        .chain(() -> alerts.keepNewestResolved(limits.history()))
        .chain(
            () ->
                sweep.keepNewest(
                    "delivery", "finished_at is not null", "finished_at", limits.history()))
        .chain(
            () -> sweep.keepNewest("remediation_outcome", "true", "received_at", limits.history()));
  }
}
