package io.vigia.router.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** How much waits, is dead, and whom nobody reaches; the same on every replica. */
@ApplicationScoped
class DeliveryMetricsSchedule {

  private final Pool pool;
  private final CircuitStore circuits;
  private final Clock clock;
  private final MultiGauge kept;
  private final MultiGauge open;

  DeliveryMetricsSchedule(Pool pool, CircuitStore circuits, Clock clock, MeterRegistry metrics) {
    this.pool = pool;
    this.circuits = circuits;
    this.clock = clock;
    this.kept =
        MultiGauge.builder("vigia_deliveries_kept")
            .description("deliveries that wait, and that were given up")
            .register(metrics);
    this.open =
        MultiGauge.builder("vigia_receiver_open")
            .description("1 while a receiver that does not answer is left alone")
            .register(metrics);
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> measure() {
    return pool.query(
            """
            select (select count(*) from delivery where status = 'pending') as pending,
                   (select count(*) from delivery where status = 'dead') as dead""")
        .execute()
        .map(rows -> rows.iterator().next())
        .invoke(
            row ->
                kept.register(
                    Stream.of("pending", "dead")
                        .map(
                            state -> MultiGauge.Row.of(Tags.of("state", state), row.getLong(state)))
                        .toList(),
                    true))
        .chain(circuits::all)
        .invoke(this::show)
        .replaceWithVoid();
  }

  private void show(Map<String, Circuit> all) {
    Instant now = clock.instant();
    open.register(
        all.entrySet().stream()
            .map(
                one ->
                    MultiGauge.Row.of(tags(one.getKey()), one.getValue().leavesAlone(now) ? 1 : 0))
            .toList(),
        true);
  }

  private static Tags tags(String target) {
    int slash = target.lastIndexOf('/');
    return Tags.of(
        "receiver", target.substring(0, slash), "integration", target.substring(slash + 1));
  }
}
