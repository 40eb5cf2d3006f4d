package io.vigia.anomaly.series;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Measurement;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class TelemetryConsumer {

  private final BatchConsumer batches;
  private final SeriesStore store;

  TelemetryConsumer(BatchConsumer batches, SeriesStore store) {
    this.batches = batches;
    this.store = store;
  }

  @Incoming("telemetry")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.accept(records, Topic.TELEMETRY, Measurement.class, store::accept);
  }
}
