package io.vigia.remediation.intake;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.RemediationRequest;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import io.vigia.remediation.execution.ExecutionStore;
import io.vigia.remediation.execution.Wish;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RequestConsumer {

  private final BatchConsumer batches;
  private final ExecutionStore store;
  private final Clock clock;

  RequestConsumer(BatchConsumer batches, ExecutionStore store, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.clock = clock;
  }

  @Incoming("requests")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    Instant now = clock.instant();
    return batches.accept(
        records,
        Topic.REMEDIATION_REQUESTS,
        RemediationRequest.class,
        requests -> store.accept(requests.stream().map(r -> wish(r, now)).toList()));
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
