package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people do to a watcher without changing its definition. */
@ApplicationScoped
class PauseStore {

  private final Pool pool;
  private final NotifyClient notify;
  private final WatcherMapper mapper;

  PauseStore(Pool pool, NotifyClient notify, WatcherMapper mapper) {
    this.pool = pool;
    this.notify = notify;
    this.mapper = mapper;
  }

  /**
   * @param key name or id
   * @param until null ends the pause
   */
  Uni<WatcherView> pause(
      String tenant, String key, @Nullable Instant until, @Nullable String reason, String by) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update watcher set paused_until = $4, pause_reason = $5, paused_by = $6
                     where tenant = $1 and (name = $2 or id = $3) returning *""")
                .execute(
                    Tuple.tuple()
                        .addString(tenant)
                        .addString(key)
                        .addUUID(WatcherStore.id(key))
                        .addValue(ColumnMapper.atOrNull(until))
                        .addString(reason)
                        .addString(until == null ? null : by))
                .map(rows -> one(rows, key))
                .call(view -> until == null ? resume(tx, view) : Uni.createFrom().voidItem())
                .call(() -> notify.wake(tx, DefinitionStore.DUE)));
  }

  /** What came due during the pause was not to run. */
  private static Uni<Void> resume(SqlConnection tx, WatcherView view) {
    return tx.preparedQuery(
            """
            update watcher_state set next_run_at = clock_timestamp(), asked_until = null
             where watcher = $1 and next_run_at < clock_timestamp()""")
        .execute(Tuple.of(view.id()))
        .replaceWithVoid();
  }

  /** Makes it due. */
  Uni<Void> run(String tenant, String key) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    "select * from watcher where tenant = $1 and (name = $2 or id = $3) for share")
                .execute(Tuple.of(tenant, key, WatcherStore.id(key)))
                .map(rows -> one(rows, key))
                .invoke(PauseStore::mayRun)
                .chain(view -> due(tx, view)));
  }

  private static void mayRun(WatcherView view) {
    if (!view.enabled()) {
      throw Refusal.conflict("watcher '" + view.name() + "' is not enabled");
    }
    if (view.pause() != null) {
      throw Refusal.conflict("watcher '" + view.name() + "' is paused: resume it first");
    }
  }

  private Uni<Void> due(SqlConnection tx, WatcherView view) {
    return tx.preparedQuery(
            """
            insert into watcher_state (watcher, next_run_at, version)
            values ($1, clock_timestamp(), $2)
            on conflict (watcher) do update
               set next_run_at = least(watcher_state.next_run_at, excluded.next_run_at)""")
        .execute(Tuple.of(view.id(), view.version()))
        .chain(() -> notify.wake(tx, DefinitionStore.DUE));
  }

  private WatcherView one(RowSet<Row> rows, String key) {
    return rows.stream()
        .findFirst()
        .map(row -> mapper.view(WatcherMapper.entity(row)))
        .orElseThrow(() -> Refusal.notFound("watcher", key));
  }
}
