package io.vigia.kit.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events in the database until Kafka has them. Callers first lock the row whose change the event
 * tells of, so that ids grow in the order of the changes of one key.
 */
@ApplicationScoped
public class OutboxStore {

  static final int SLOTS = 8;
  static final String CHANNEL = "outbox";

  private final Pool pool;
  private final NotifyClient notify;
  private final SweepStore sweep;

  OutboxStore(Pool pool, NotifyClient notify, SweepStore sweep) {
    this.pool = pool;
    this.notify = notify;
    this.sweep = sweep;
  }

  /**
   * Adds events to the caller's transaction; one that is there already (same id) stays as it is.
   */
  public Uni<Void> append(SqlConnection transaction, List<OutgoingEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var rows =
        events.stream()
            .map(
                e ->
                    Tuple.tuple(
                        List.of(
                            Math.floorMod(e.key().hashCode(), SLOTS),
                            e.id(),
                            e.topic().name(),
                            e.key(),
                            e.source(),
                            ColumnMapper.at(e.time()),
                            e.json())))
            .toList();
    return transaction
        .preparedQuery(
            """
            insert into outbox (slot, event_id, topic, key, source, time, json)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (event_id) do nothing""")
        .executeBatch(rows)
        .chain(() -> notify.wake(transaction, CHANNEL));
  }

  Uni<List<OutgoingEvent>> oldest(List<Integer> slots, int limit) {
    return pool.preparedQuery(
            "select * from outbox where slot = any($1::smallint[]) order by id limit $2")
        .execute(Tuple.of(slots.stream().map(Integer::shortValue).toArray(Short[]::new), limit))
        .map(rows -> rows.stream().map(OutboxStore::event).toList());
  }

  Uni<Void> remove(List<OutgoingEvent> relayed) {
    return pool.preparedQuery("delete from outbox where event_id = any($1)")
        .execute(Tuple.of(relayed.stream().map(OutgoingEvent::id).toArray(UUID[]::new)))
        .replaceWithVoid();
  }

  /** What only tells of a moment may go when it is old; an alert or a repair never does. */
  Uni<Void> forgetMeasurementsBefore(Instant limit) {
    return sweep.forget("outbox", "topic in ('TELEMETRY', 'HEARTBEATS') and time < $1", limit);
  }

  Uni<Long> size() {
    return pool.query("select count(*) from outbox")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static OutgoingEvent event(Row row) {
    return new OutgoingEvent(
        row.getUUID("event_id"),
        Topic.valueOf(row.getString("topic")),
        row.getString("key"),
        row.getString("source"),
        ColumnMapper.instant(row, "time"),
        row.getString("json"));
  }
}
