package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import io.vigia.kit.event.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AlertConsumer {

  private final BatchConsumer batches;
  private final AlertStore store;
  private final AlertQuotaStore quota;
  private final Clock clock;

  AlertConsumer(BatchConsumer batches, AlertStore store, AlertQuotaStore quota, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.quota = quota;
    this.clock = clock;
  }

  @Incoming("alerts")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.acceptSome(records, Topic.ALERTS, Alert.class, this::store);
  }

  private Uni<Refused<Alert>> store(List<Alert> alerts) {
    return store
        .acceptSome(alerts, clock.instant())
        .map(
            keys ->
                new Refused<>(
                    alerts.stream()
                        .filter(a -> a.status() == Status.FIRING && keys.contains(a.key()))
                        .toList(),
                    quota.explanation()));
  }
}
