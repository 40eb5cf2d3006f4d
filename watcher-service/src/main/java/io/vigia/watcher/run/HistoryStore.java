package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What runs found: the last ones of each watcher in a ring, and every change. */
@ApplicationScoped
class HistoryStore {

  /** Keys that a run names as breaching. */
  private static final int MAX_NAMED = 1000;

  private final Pool pool;
  private final KeyStore keys;
  private final WatcherConfig config;

  HistoryStore(Pool pool, KeyStore keys, WatcherConfig config) {
    this.pool = pool;
    this.keys = keys;
    this.config = config;
  }

  /**
   * The keys that breached in runs that were due then: none of a run that knew nothing, and no
   * entry for one that is not kept.
   */
  Uni<Map<UUID, Set<Key>>> breached(Map<UUID, Instant> runs) {
    if (runs.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    var ids = List.copyOf(runs.keySet());
    return pool.preparedQuery(
            """
            select r.watcher, r.breached::text as breached from watcher_run r
              join unnest($1::uuid[], $2::timestamptz[]) as asked (watcher, due_at)
                on r.watcher = asked.watcher and r.due_at = asked.due_at""")
        .execute(
            Tuple.of(
                ids.toArray(UUID[]::new),
                ids.stream()
                    .map(id -> at(Objects.requireNonNull(runs.get(id))))
                    .toArray(OffsetDateTime[]::new)))
        .map(
            rows -> {
              var found = new HashMap<UUID, Set<Key>>();
              rows.forEach(
                  row -> found.put(row.getUUID("watcher"), keys.keys(row.getString("breached"))));
              return found;
            });
  }

  /** Within the transaction of the runs. */
  Uni<Void> add(SqlClient tx, List<Finished> runs) {
    return tx.preparedQuery(
            """
            insert into watcher_run (watcher, slot, tenant, version, due_at, started_at,
              finished_at, window_from, window_to, verdict, value, reason, keys, breached, corrected)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::jsonb, false)
            on conflict (watcher, slot) do update set version = excluded.version,
              due_at = excluded.due_at, started_at = excluded.started_at,
              finished_at = excluded.finished_at, window_from = excluded.window_from,
              window_to = excluded.window_to, verdict = excluded.verdict, value = excluded.value,
              reason = excluded.reason, keys = excluded.keys, breached = excluded.breached,
              corrected = false""")
        .executeBatch(runs.stream().map(this::run).toList())
        .chain(() -> corrections(tx, runs))
        .chain(() -> changes(tx, runs));
  }

  private Uni<Void> corrections(SqlClient tx, List<Finished> runs) {
    var rows = new ArrayList<Tuple>();
    for (Finished run : runs) {
      var corrected = run.corrected();
      if (corrected != null) {
        rows.add(
            Tuple.of(
                run.asked().task().due().watcher(),
                at(corrected.due()),
                corrected.breached().isEmpty() ? "ok" : "firing",
                keys.written(corrected.breached())));
      }
    }
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                update watcher_run set verdict = $3, breached = $4::text::jsonb, corrected = true
                 where watcher = $1 and due_at = $2""")
            .executeBatch(rows)
            .replaceWithVoid();
  }

  private Uni<Void> changes(SqlClient tx, List<Finished> runs) {
    var rows =
        runs.stream().flatMap(run -> run.changes().stream().map(c -> change(run, c))).toList();
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                insert into watcher_change
                  (watcher, tenant, at, due_at, key, change, value, reason, fingerprint)
                values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9)""")
            .executeBatch(rows)
            .replaceWithVoid();
  }

  private Tuple change(Finished run, Finished.Change change) {
    var task = run.asked().task();
    return Tuple.tuple()
        .addUUID(task.due().watcher())
        .addString(task.watcher().tenant())
        .addValue(at(run.finishedAt()))
        .addValue(at(task.due().at()))
        .addString(keys.written(change.key()))
        .addString(change.what())
        .addValue(change.reading().value())
        .addString(change.reading().summary())
        .addString(change.fingerprint());
  }

  private Tuple run(Finished run) {
    var asked = run.asked();
    var task = asked.task();
    Window window = task.inquiry().window();
    Set<Key> breached =
        asked.verdict().breached().stream()
            .limit(MAX_NAMED)
            .map(Finding::key)
            .collect(Collectors.toSet());
    return Tuple.tuple()
        .addUUID(task.due().watcher())
        .addInteger((int) (task.due().token() % kept(task)))
        .addString(task.watcher().tenant())
        .addInteger(task.watcher().version())
        .addValue(at(task.due().at()))
        .addValue(at(asked.startedAt()))
        .addValue(at(run.finishedAt()))
        .addValue(at(window.from()))
        .addValue(at(window.to()))
        .addString(asked.verdict().word())
        .addValue(asked.verdict().value())
        .addString(asked.verdict().explanation())
        .addInteger(
            asked.verdict() instanceof Verdict.Known known ? known.answer().findings().size() : 0)
        .addString(keys.written(breached));
  }

  /** As many as are configured, and as late documents may change. */
  private long kept(Task task) {
    var definition = task.watcher().definition();
    Duration period = definition.rhythm().period();
    return Math.max(config.kept(), definition.late().dividedBy(period) + 2);
  }
}
