package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.BatchConsumer;
import io.vigia.kit.event.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class HeartbeatConsumer {

  private final BatchConsumer batches;
  private final AgentStore store;
  private final AgentQuotaStore quota;
  private final Clock clock;

  HeartbeatConsumer(BatchConsumer batches, AgentStore store, AgentQuotaStore quota, Clock clock) {
    this.batches = batches;
    this.store = store;
    this.quota = quota;
    this.clock = clock;
  }

  @Incoming("heartbeats")
  Uni<Void> on(ConsumerRecords<String, String> records) {
    return batches.acceptSome(records, Topic.HEARTBEATS, Heartbeat.class, this::store);
  }

  private Uni<Refused<Heartbeat>> store(List<Heartbeat> heartbeats) {
    return quota
        .beyond(heartbeats)
        .chain(
            refused -> {
              List<Heartbeat> taken =
                  heartbeats.stream().filter(h -> !refused.events().contains(h)).toList();
              return taken.isEmpty()
                  ? Uni.createFrom().item(refused)
                  : store.accept(taken, clock.instant()).replaceWith(refused);
            });
  }
}
