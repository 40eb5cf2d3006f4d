package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The watch clocks, one row a way. */
@ApplicationScoped
class WatchClockStore {

  private final Pool pool;

  WatchClockStore(Pool pool) {
    this.pool = pool;
  }

  Uni<WatchClock> read(Way way) {
    return pool.preparedQuery("select * from watch_clock where way = $1")
        .execute(Tuple.of(way.column()))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new WatchClock(
                    Duration.ofMillis(row.getLong("reading_ms")),
                    Duration.ofMillis(row.getLong("resumed_ms")),
                    ColumnMapper.instant(row, "moved_at"),
                    ColumnMapper.instant(row, "resumed_at")));
  }

  /**
   * Moves the clock, unless another replica moved it meanwhile. When it moves again after a long
   * stand-still, every agent is due a full deadline later.
   */
  Uni<Void> move(Way way, WatchClock before, WatchClock after) {
    var moved = new AtomicBoolean();
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update watch_clock
                       set reading_ms = $1, resumed_ms = $2, moved_at = $3, resumed_at = $4
                     where way = $5 and reading_ms = $6""")
                .execute(
                    Tuple.of(
                        after.reading().toMillis(),
                        after.resumed().toMillis(),
                        ColumnMapper.at(after.movedAt()),
                        ColumnMapper.at(after.resumedAt()),
                        way.column(),
                        before.reading().toMillis()))
                .invoke(rows -> moved.set(rows.rowCount() == 1))
                .chain(
                    () ->
                        moved.get() && !after.resumed().equals(before.resumed())
                            ? postpone(tx, way, after)
                            : Uni.createFrom().voidItem()));
  }

  private static Uni<Void> postpone(SqlConnection tx, Way way, WatchClock clock) {
    return tx.preparedQuery(
            """
            update agent set due_ms = $2 + deadline_ms
             where way = $1 and silent_since is null and due_ms < $2 + deadline_ms""")
        .execute(Tuple.of(way.column(), clock.resumed().toMillis()))
        .replaceWithVoid();
  }
}
