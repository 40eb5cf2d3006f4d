package io.vigia.router.deliver;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.route.Integration;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.route.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells the fallback receiver what another cannot be told, once. */
@ApplicationScoped
class FallbackStore {

  private final Pool pool;
  private final RoutingWiring routing;
  private final DeliveryStore deliveries;
  private final DeliveryRowMapper rowMapper;

  FallbackStore(
      Pool pool, RoutingWiring routing, DeliveryStore deliveries, DeliveryRowMapper rowMapper) {
    this.pool = pool;
    this.routing = routing;
    this.deliveries = deliveries;
    this.rowMapper = rowMapper;
  }

  /** In the transaction in which it died. */
  Uni<Void> afterDeath(SqlConnection tx, Delivery delivery, String why, Instant now) {
    return fallback(delivery.target()).isEmpty()
        ? Uni.createFrom().voidItem()
        : afterDeath(tx, List.of(delivery.id()), why, now);
  }

  /** In the transaction in which they died. */
  Uni<Void> afterDeath(SqlConnection tx, List<UUID> dead, String why, Instant now) {
    return dead.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                update delivery set handed_over_at = $2
                 where id = any($1) and handed_over_at is null returning *""")
            .execute(Tuple.of(dead.toArray(UUID[]::new), ColumnMapper.at(now)))
            .chain(rows -> handOver(tx, rows.stream().toList(), why, now));
  }

  /**
   * Hands over what waits for a target that is out of reach; it goes on waiting there.
   *
   * @return how many, at most the limit
   */
  Uni<Integer> whileOutOfReach(String target, String why, int limit, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update delivery set handed_over_at = $2
                     where seq in (
                       select seq from delivery
                        where target = $1 and status = 'pending' and handed_over_at is null
                          and digest is null and (not held or next_attempt_at <= $2)
                        order by seq limit $3 for update skip locked)
                    returning *""")
                .execute(Tuple.of(target, ColumnMapper.at(now), limit))
                .chain(
                    rows ->
                        handOver(tx, rows.stream().toList(), why, now)
                            .replaceWith(rows.rowCount())));
  }

  private Uni<Void> handOver(SqlConnection tx, List<Row> rows, String why, Instant now) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> handOver(tx, row, why, now))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> handOver(SqlConnection tx, Row row, String why, Instant now) {
    Delivery delivery = rowMapper.delivery(row);
    Optional<String> to = fallback(delivery.target());
    if (to.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    String note = "told here instead of " + delivery.target() + ": " + why;
    return deliveries.enqueue(
        tx,
        delivery.notification().handedTo(to.get(), note),
        routing.current().integrationsOf(to.get()),
        row.getString("reason"),
        Optional.of(delivery.id()),
        now);
  }

  private Optional<String> fallback(String target) {
    return terms(routing, target).flatMap(Terms::fallback);
  }

  /** The terms of a {@code receiver/integration}, if it is configured. */
  static Optional<Terms> terms(RoutingWiring routing, String target) {
    int slash = target.lastIndexOf('/');
    return routing.current().integrationsOf(target.substring(0, slash)).stream()
        .filter(i -> i.name().equals(target.substring(slash + 1)))
        .findFirst()
        .map(Integration::terms);
  }
}
