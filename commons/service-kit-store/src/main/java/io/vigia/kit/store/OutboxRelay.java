package io.vigia.kit.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.event.EventPublisher;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Moves the outbox to Kafka. Each slot (a hash of the key) is leased to one process, so that events
 * of one key go out in order; a row is removed only when the broker has it. A process that was
 * paused past its lease publishes nothing more; what it had under way carries the same ids.
 */
@ApplicationScoped
class OutboxRelay {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration RENEW_AFTER = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BATCH = 200;
  private static final List<String> SLOTS =
      IntStream.range(0, OutboxStore.SLOTS).mapToObj(slot -> "outbox-" + slot).toList();

  private record Held(List<Integer> slots, long claimedNanos) {
    boolean isFresh(Duration within) {
      return System.nanoTime() - claimedNanos < within.toNanos();
    }
  }

  private final OutboxStore outbox;
  private final LeaseStore leases;
  private final EventPublisher publisher;
  private final LoopSchedule loop;
  private volatile Held held = new Held(List.of(), System.nanoTime() - TimeUnit.DAYS.toNanos(1));

  OutboxRelay(
      OutboxStore outbox, LeaseStore leases, EventPublisher publisher, NotifyClient notify) {
    this.outbox = outbox;
    this.leases = leases;
    this.publisher = publisher;
    this.loop = new LoopSchedule("outbox relay", PAUSE, this::pass);
    notify.listen(OutboxStore.CHANNEL, loop::nudge);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return slots()
        .chain(slots -> slots.isEmpty() ? none() : outbox.oldest(slots, BATCH))
        .chain(this::relay);
  }

  private Uni<List<Integer>> slots() {
    if (held.isFresh(RENEW_AFTER)) {
      return Uni.createFrom().item(held.slots());
    }
    long now = System.nanoTime();
    return leases
        .claim(SLOTS, LEASE)
        .map(names -> names.stream().map(SLOTS::indexOf).toList())
        .invoke(slots -> held = new Held(slots, now));
  }

  private Uni<Duration> relay(List<OutgoingEvent> waiting) {
    if (waiting.isEmpty() || !held.isFresh(LEASE.minus(PAUSE))) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    return publisher
        .publish(waiting)
        .chain(
            taken ->
                outbox
                    .remove(taken)
                    .replaceWith(taken.size() == BATCH ? LoopSchedule.AGAIN : LoopSchedule.IDLE));
  }

  private static Uni<List<OutgoingEvent>> none() {
    return Uni.createFrom().item(List.of());
  }
}
