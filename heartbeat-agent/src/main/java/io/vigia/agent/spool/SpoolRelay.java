package io.vigia.agent.spool;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.event.EventPublisher;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/** Moves the spool to Kafka, in order per key; an event leaves it when the broker has it. */
@ApplicationScoped
public class SpoolRelay {

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int BATCH = 500;

  private final SpoolStore spool;
  private final EventPublisher publisher;
  private final LoopSchedule loop = new LoopSchedule("spool relay", PAUSE, this::pass);

  SpoolRelay(SpoolStore spool, EventPublisher publisher, MeterRegistry metrics) {
    this.spool = spool;
    this.publisher = publisher;
    metrics.gauge("vigia_spool_size", spool, SpoolStore::size);
  }

  /** There is something new. */
  public void nudge() {
    loop.nudge();
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return onWorker(() -> spool.oldest(BATCH)).chain(this::relay);
  }

  private Uni<Duration> relay(List<OutgoingEvent> waiting) {
    if (waiting.isEmpty()) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    return publisher
        .publish(waiting)
        .chain(
            taken ->
                onWorker(
                    () -> {
                      spool.remove(taken);
                      return taken.size() == BATCH ? LoopSchedule.AGAIN : LoopSchedule.IDLE;
                    }));
  }

  private static <T> Uni<T> onWorker(java.util.function.Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
