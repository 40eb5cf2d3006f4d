package io.vigia.remediation.intake;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.RemediationRequest;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import io.vigia.kit.event.Refused;
import io.vigia.remediation.execution.Wish;
import io.vigia.remediation.execution.WishStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RequestConsumer {

  private final BatchConsumer batches;
  private final WishStore store;
  private final Clock clock;

  RequestConsumer(BatchConsumer batches, WishStore store, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.clock = clock;
  }

  @Incoming("requests")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    Instant now = clock.instant();
    return batches.acceptSome(
        records,
        Topic.REMEDIATION_REQUESTS,
        RemediationRequest.class,
        requests -> store(requests, now));
  }

  private Uni<Refused<RemediationRequest>> store(List<RemediationRequest> requests, Instant now) {
    return store
        .acceptSome(requests.stream().map(r -> wish(r, now)).toList())
        .map(
            refused ->
                new Refused<>(
                    requests.stream().filter(r -> refused.contains(wish(r, now))).toList(),
                    "the tenant has reached its limit of open executions"
                        + " (vigia.limits.open-executions)"));
  }

  private static Wish wish(RemediationRequest request, Instant now) {
    return new Wish(
        request.tenant(),
        request.runbook(),
        request.target(),
        request.episode(),
        request.alert(),
        request.requestedBy(),
        now);
  }
}
