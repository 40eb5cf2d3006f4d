package io.vigia.kit.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The metric {@code vigia_outbox_size}: events that Kafka does not have yet; and their age. */
@ApplicationScoped
class OutboxWiring {

  private static final Duration MEASUREMENTS = Duration.ofDays(1);

  private final OutboxStore outbox;
  private final AtomicLong size;
  private final Clock clock;

  OutboxWiring(OutboxStore outbox, MeterRegistry metrics, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
    this.size = metrics.gauge("vigia_outbox_size", new AtomicLong());
  }

  @Scheduled(every = "15s")
  Uni<Void> measure() {
    return outbox.size().invoke(size::set).onFailure().recoverWithItem(0L).replaceWithVoid();
  }

  @Scheduled(every = "10m", delayed = "2m")
  Uni<Void> forget() {
    return outbox.forgetMeasurementsBefore(clock.instant().minus(MEASUREMENTS));
  }
}
