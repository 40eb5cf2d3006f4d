package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class HeartbeatConsumer {

  private final BatchConsumer batches;
  private final AgentStore store;

  HeartbeatConsumer(BatchConsumer batches, AgentStore store) {
    this.batches = batches;
    this.store = store;
  }

  @Incoming("heartbeats")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.accept(records, Topic.HEARTBEATS, Heartbeat.class, store::accept);
  }
}
