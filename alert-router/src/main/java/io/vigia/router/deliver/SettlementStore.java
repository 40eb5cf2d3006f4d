package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.deliver.Settlement;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.LostLease;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of tries: of the delivery, of those it tells with it, and of its receiver. */
@ApplicationScoped
class SettlementStore {

  private final Pool pool;
  private final CircuitStore circuits;
  private final FallbackStore fallbacks;
  private final ThrottleStore throttles;
  private final NotifyClient notify;

  SettlementStore(
      Pool pool,
      CircuitStore circuits,
      FallbackStore fallbacks,
      ThrottleStore throttles,
      NotifyClient notify) {
    this.pool = pool;
    this.circuits = circuits;
    this.fallbacks = fallbacks;
    this.throttles = throttles;
    this.notify = notify;
  }

  /**
   * Records what became of a try, unless the lease has passed to another meanwhile.
   *
   * @param begun when the try began
   */
  Uni<Void> settle(
      Delivery delivery, Receipt receipt, Settlement settlement, Instant begun, Instant now) {
    if (receipt instanceof Receipt.NotNow notNow) {
      return pool.withTransaction(
          tx -> failed(tx, delivery, notNow.retryAfter(), settlement, begun, now));
    }
    if (settlement instanceof Settlement.Dead dead) {
      return pool.withTransaction(
          tx ->
              finish(tx, delivery, "dead", dead.why(), now)
                  .chain(ours -> ours ? fallbacks.afterDeath(tx, delivery, dead.why(), now) : no())
                  .chain(() -> circuits.close(tx, delivery.target(), now)));
    }
    if (settlement instanceof Settlement.Skipped skipped && delivery.held()) {
      return pool.withTransaction(
          tx ->
              finish(tx, delivery, "skipped", skipped.why(), now)
                  .chain(ours -> ours ? throttles.untold(tx, delivery) : no()));
    }
    return settlement instanceof Settlement.Skipped skipped
        ? finished(delivery, "skipped", skipped.why(), false, now)
        : finished(delivery, "delivered", null, true, now);
  }

  private Uni<Void> failed(
      SqlConnection tx,
      Delivery delivery,
      Optional<Duration> asked,
      Settlement settlement,
      Instant begun,
      Instant now) {
    String why =
        settlement instanceof Settlement.Dead dead
            ? dead.why()
            : ((Settlement.Retry) settlement).why();
    Uni<Boolean> first =
        settlement instanceof Settlement.Dead
            ? finish(tx, delivery, "dead", why, now)
                .call(ours -> ours ? fallbacks.afterDeath(tx, delivery, why, now) : no())
            : postpone(tx, delivery, why, now.plus(((Settlement.Retry) settlement).after()));
    return first.chain(
        ours -> ours ? circuits.failed(tx, delivery.target(), asked, why, begun, now) : no());
  }

  private static Uni<Boolean> postpone(
      SqlConnection tx, Delivery delivery, String why, Instant next) {
    return tx.preparedQuery(
            """
            update delivery set last_error = $4, next_attempt_at = $5, lease_until = null
             where id = $1 and lease_owner = $2 and attempts = $3 and status = 'pending'""")
        .execute(fenced(delivery).addString(why).addValue(ColumnMapper.at(next)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Uni<Boolean> finish(
      SqlConnection tx, Delivery delivery, String status, String why, Instant now) {
    return tx.preparedQuery(
            """
            with done as (
              update delivery set status = $4, last_error = $5, finished_at = $6,
                     lease_until = null
               where id = $1 and lease_owner = $2 and attempts = $3 and status = 'pending'
              returning id),
            told_with_it as (
              update delivery d set status = 'digested', finished_at = $6 from done
               where d.digest = done.id and d.status = 'pending')
            select * from done""")
        .execute(fenced(delivery).addString(status).addString(why).addValue(ColumnMapper.at(now)))
        .map(rows -> rows.size() == 1);
  }

  /** One statement for what happens most often. */
  private Uni<Void> finished(
      Delivery delivery,
      String status,
      @org.jspecify.annotations.Nullable String why,
      boolean answered,
      Instant now) {
    return pool.preparedQuery(
            """
            with done as (
              update delivery set status = $4, last_error = $5, finished_at = $6,
                     lease_until = null
               where id = $1 and lease_owner = $2 and attempts = $3 and status = 'pending'
              returning id, target),
            told_with_it as (
              update delivery d set status = 'digested', finished_at = $6 from done
               where d.digest = done.id and d.status = 'pending')
            select c.failures from done join circuit c using (target) where $7""")
        .execute(
            fenced(delivery)
                .addString(status)
                .addValue(why)
                .addValue(ColumnMapper.at(now))
                .addBoolean(answered))
        .chain(
            failures ->
                failures.size() == 0
                    ? no()
                    : pool.withTransaction(tx -> circuits.close(tx, delivery.target(), now)));
  }

  /**
   * A piece is told: it is not told again.
   *
   * @return fails with {@link LostLease} when another has taken the delivery meanwhile
   */
  Uni<Void> told(Delivery delivery, String piece) {
    return pool.preparedQuery(
            """
            update delivery set pieces = array_append(pieces, $4)
             where id = $1 and lease_owner = $2 and attempts = $3 and status = 'pending'""")
        .execute(fenced(delivery).addString(piece))
        .invoke(
            rows -> {
              if (rows.rowCount() != 1) {
                throw new LostLease("delivery", delivery.id());
              }
            })
        .replaceWithVoid();
  }

  /**
   * Gives up what has waited for a target since before then.
   *
   * @return how many, at most the limit
   */
  Uni<Integer> giveUp(String target, Instant before, String why, int limit, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update delivery set status = 'dead', last_error = $3, finished_at = $4,
                           lease_until = null
                     where seq in (
                       select seq from delivery
                        where target = $1 and status = 'pending' and waiting_since < $2
                          and digest is null
                          and (lease_until is null or lease_until < clock_timestamp())
                        order by seq limit $5 for update skip locked)
                    returning id""")
                .execute(
                    Tuple.of(target, ColumnMapper.at(before), why, ColumnMapper.at(now), limit))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .chain(
                    dead ->
                        toldWith(tx, dead, now)
                            .chain(() -> fallbacks.afterDeath(tx, dead, why, now))
                            .chain(() -> notify.wake(tx, DeliveryStore.CHANNEL))
                            .replaceWith(dead.size())));
  }

  private static Uni<Void> toldWith(SqlConnection tx, List<UUID> digests, Instant now) {
    return tx.preparedQuery(
            """
            update delivery set status = 'digested', finished_at = $2
             where digest = any($1) and status = 'pending'""")
        .execute(Tuple.of(digests.toArray(UUID[]::new), ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  private static Tuple fenced(Delivery delivery) {
    return Tuple.tuple()
        .addUUID(delivery.id())
        .addUUID(LeaseStore.OWNER)
        .addInteger(delivery.attempts());
  }

  private static Uni<Void> no() {
    return Uni.createFrom().voidItem();
  }
}
