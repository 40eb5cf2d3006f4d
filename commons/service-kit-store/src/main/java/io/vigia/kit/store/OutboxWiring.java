package io.vigia.kit.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The metric {@code vigia_outbox_size}: events that Kafka does not have yet. */
@ApplicationScoped
class OutboxWiring {

  private final OutboxStore outbox;
  private final AtomicLong size;

  OutboxWiring(OutboxStore outbox, MeterRegistry metrics) {
    this.outbox = outbox;
    this.size = metrics.gauge("vigia_outbox_size", new AtomicLong());
  }

  @Scheduled(every = "15s")
  Uni<Void> measure() {
    return outbox.size().invoke(size::set).onFailure().recoverWithItem(0L).replaceWithVoid();
  }
}
