package io.vigia.router.mute;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Ends silences whose alerts have ended, where they say so. */
@ApplicationScoped
class SilenceSchedule {

  private final SilenceStore silences;
  private final SilencedAlertStore alerts;
  private final Clock clock;

  SilenceSchedule(SilenceStore silences, SilencedAlertStore alerts, Clock clock) {
    this.silences = silences;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Scheduled(every = "3s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return silences
        .expiringOnResolve(now)
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(
            silence ->
                alerts
                    .haveEnded(silence, now)
                    .chain(
                        ended ->
                            ended
                                ? silences.expire(itself(silence.tenant()), silence.id(), now)
                                : Uni.createFrom().voidItem()))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Caller itself(String tenant) {
    return new Caller("alert-router", tenant, Role.OPERATOR);
  }
}
