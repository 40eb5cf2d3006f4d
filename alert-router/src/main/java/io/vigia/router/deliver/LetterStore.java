package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries as people look at them, and send the dead on their way again. */
@ApplicationScoped
class LetterStore {

  /** How many are sent again at once. */
  static final int MOST = 1_000;

  static final Set<String> STATUSES = Set.of("pending", "delivered", "skipped", "dead", "digested");

  /**
   * Which deliveries; null stands for any.
   *
   * @param status one of {@link #STATUSES}
   * @param receiver name of a receiver
   * @param integration such as {@code webhook-0}
   */
  record Selection(
      String tenant,
      @Nullable String status,
      @Nullable String receiver,
      @Nullable String integration) {

    Selection {
      if (status != null && !STATUSES.contains(status)) {
        throw new IllegalArgumentException("status: is one of " + String.join(", ", STATUSES));
      }
    }

    /** The status is one of ours and stands there as it is, so that its index counts. */
    String condition() {
      return """
           where tenant = $1 and ($2::text is null or receiver = $2)
             and ($3::text is null or integration = $3)"""
          + (status == null ? "" : " and status = '" + status + "'");
    }

    Change change(String action, int count) {
      return new Change(
          action,
          receiver == null ? "all receivers" : receiver,
          Map.of(
              "integration",
              integration == null ? "all" : integration,
              "count",
              String.valueOf(count)));
    }

    Tuple tuple() {
      return Tuple.tuple().addString(tenant).addValue(receiver).addValue(integration);
    }
  }

  private final Pool pool;
  private final CircuitStore circuits;
  private final NotifyClient notify;
  private final AuditStore audit;

  LetterStore(Pool pool, CircuitStore circuits, NotifyClient notify, AuditStore audit) {
    this.audit = audit;
    this.pool = pool;
    this.circuits = circuits;
    this.notify = notify;
  }

  /** The newest first. */
  Uni<List<DeliveryView>> list(Selection selection, int limit) {
    return pool.preparedQuery(
            "select *, notification->>'groupKey' as group_key from delivery "
                + selection.condition()
                + " order by seq desc limit $4")
        .execute(selection.tuple().addInteger(limit))
        .map(rows -> rows.stream().map(DeliveryRowMapper::view).toList());
  }

  Uni<Optional<DeliveryView>> one(String tenant, UUID id) {
    return pool.preparedQuery(
            """
            select *, notification->>'groupKey' as group_key from delivery
             where tenant = $1 and id = $2""")
        .execute(Tuple.of(tenant, id))
        .map(rows -> rows.stream().findFirst().map(DeliveryRowMapper::view));
  }

  /**
   * Sends dead ones again, the oldest first, with their ids.
   *
   * @param by who wants it
   * @return how many, at most {@link #MOST}
   */
  Uni<Integer> replayDead(Selection selection, Caller by, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update delivery set status = 'pending', finished_at = null,
                           next_attempt_at = $4, waiting_since = $4, replayed_by = $5,
                           replayed_at = $4
                     where seq in (select seq from delivery %s
                                    order by seq limit $6 for update skip locked)
                    returning target"""
                        .formatted(selection.condition()))
                .execute(
                    selection
                        .tuple()
                        .addValue(ColumnMapper.at(now))
                        .addString(by.name())
                        .addInteger(MOST))
                .chain(rows -> wake(tx, rows, now))
                .call(
                    count ->
                        audit.record(tx, by, selection.change("delivery.replay-dead", count))));
  }

  /**
   * Sends one again: a dead one; with force also one that waits or was held back, at once, past
   * rate limit and throttle.
   *
   * @return whether there was anything to send
   */
  Uni<Boolean> replay(Caller by, UUID id, boolean force, Instant now) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                    update delivery set status = 'pending', finished_at = null,
                           next_attempt_at = $4, waiting_since = $4, replayed_by = $5,
                           replayed_at = $4, admitted = admitted or $3, held = held and not $3,
                           digest = case when $3 then null else digest end
                     where tenant = $1 and id = $2
                       and (status = 'dead' or $3 and status in ('pending', 'skipped', 'digested'))
                       and (lease_until is null or lease_until < clock_timestamp())
                    returning target""")
                    .execute(
                        Tuple.tuple()
                            .addString(by.tenant())
                            .addUUID(id)
                            .addBoolean(force)
                            .addValue(ColumnMapper.at(now))
                            .addString(by.name()))
                    .chain(rows -> wake(tx, rows, now))
                    .call(
                        count -> count > 0 ? audit.record(tx, by, replayed(id, force)) : nothing()))
        .map(count -> count > 0);
  }

  private static Change replayed(UUID id, boolean force) {
    return new Change("delivery.replay", id.toString(), Map.of("force", String.valueOf(force)));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  /** Who sends something again believes that the receiver is back. */
  private Uni<Integer> wake(SqlConnection tx, RowSet<Row> rows, Instant now) {
    String[] targets =
        rows.stream().map(row -> row.getString("target")).distinct().toArray(String[]::new);
    return circuits
        .tryAgain(tx, targets, now)
        .chain(() -> notify.wake(tx, DeliveryStore.CHANNEL))
        .replaceWith(rows.rowCount());
  }
}
