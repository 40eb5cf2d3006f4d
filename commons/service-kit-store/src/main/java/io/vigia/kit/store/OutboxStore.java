package io.vigia.kit.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Events in the database until Kafka has them. Callers first lock the row whose change the event
 * tells of, so that ids grow in the order of the changes of one key.
 */
@ApplicationScoped
public class OutboxStore {

  static final int SLOTS = 8;
  static final String CHANNEL = "outbox";

  record Waiting(long id, OutgoingEvent event) {}

  private final Pool pool;
  private final NotifyClient notify;

  OutboxStore(Pool pool, NotifyClient notify) {
    this.pool = pool;
    this.notify = notify;
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
        .chain(
            () ->
                transaction
                    .preparedQuery("select pg_notify($1, '')")
                    .execute(Tuple.of(notify.channel(CHANNEL))))
        .replaceWithVoid();
  }

  Uni<List<Waiting>> oldest(List<Integer> slots, int limit) {
    return pool.preparedQuery(
            "select * from outbox where slot = any($1::smallint[]) order by id limit $2")
        .execute(Tuple.of(slots.stream().map(Integer::shortValue).toArray(Short[]::new), limit))
        .map(rows -> rows.stream().map(OutboxStore::waiting).toList());
  }

  Uni<Void> remove(List<Waiting> relayed) {
    return pool.preparedQuery("delete from outbox where id = any($1)")
        .execute(Tuple.of(relayed.stream().map(Waiting::id).toArray(Long[]::new)))
        .replaceWithVoid();
  }

  Uni<Long> size() {
    return pool.query("select count(*) from outbox")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.getLong("id"),
        new OutgoingEvent(
            row.getUUID("event_id"),
            Topic.valueOf(row.getString("topic")),
            row.getString("key"),
            row.getString("source"),
            ColumnMapper.instant(row, "time"),
            row.getString("json")));
  }
}
