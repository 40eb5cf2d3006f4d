package io.vigia.router.outcome;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class OutcomeConsumer {

  private final BatchConsumer batches;
  private final OutcomeStore store;
  private final Clock clock;

  OutcomeConsumer(BatchConsumer batches, OutcomeStore store, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.clock = clock;
  }

  @Incoming("outcomes")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.accept(
        records,
        Topic.REMEDIATION_OUTCOMES,
        RemediationOutcome.class,
        outcomes -> store.accept(outcomes, clock.instant()));
  }
}
