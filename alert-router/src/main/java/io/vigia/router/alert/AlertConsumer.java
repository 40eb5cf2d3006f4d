package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AlertConsumer {

  private final BatchConsumer batches;
  private final AlertStore store;
  private final Clock clock;

  AlertConsumer(BatchConsumer batches, AlertStore store, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.clock = clock;
  }

  @Incoming("alerts")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.accept(
        records, Topic.ALERTS, Alert.class, alerts -> store.accept(alerts, clock.instant()));
  }
}
