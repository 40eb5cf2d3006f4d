package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What runs found: the last ones of each watcher in a ring, and every change. */
@ApplicationScoped
class HistoryStore {

  /** Windows that may wait for their turn to be looked at again. */
  private static final int MAX_WAITING = 60;

  private final KeyStore keys;
  private final WatcherConfig config;

  HistoryStore(KeyStore keys, WatcherConfig config) {
    this.keys = keys;
    this.config = config;
  }

  /** Within the transaction of the runs. */
  Uni<Void> add(SqlClient tx, List<Finished> runs) {
    return tx.preparedQuery(
            """
            insert into watcher_run (watcher, slot, tenant, version, due_at, started_at,
              finished_at, window_from, window_to, verdict, value, reason, keys, breached,
              look_again)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::jsonb, $15)
            on conflict (watcher, slot) do update set version = excluded.version,
              due_at = excluded.due_at, started_at = excluded.started_at,
              finished_at = excluded.finished_at, window_from = excluded.window_from,
              window_to = excluded.window_to, verdict = excluded.verdict, value = excluded.value,
              reason = excluded.reason, keys = excluded.keys, breached = excluded.breached,
              corrected = false, look_again = excluded.look_again""")
        .executeBatch(runs.stream().map(this::run).toList())
        .chain(() -> changes(tx, runs));
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
    Set<Key> breached =
        asked.verdict().breached().stream().map(Finding::key).collect(Collectors.toSet());
    Window window = task.inquiry().window();
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
        .addString(keys.written(breached))
        .addBoolean(mayLookAgain(asked, breached));
  }

  /**
   * Whether late documents may change it: not where more keys breach than are kept, nor where
   * nothing was known and nobody can tell any more which keys were to be there.
   */
  private static boolean mayLookAgain(Asked asked, Set<Key> breached) {
    var task = asked.task();
    boolean unknown = asked.verdict() instanceof Verdict.Unknown;
    return !task.watcher().definition().late().isZero()
        && breached.size() <= KeyStore.MAX_NAMED
        && !(unknown && task.inquiry().remembersKeys());
  }

  /** As many as are configured; with late documents those that may change, and some beside them. */
  private long kept(Task task) {
    var definition = task.watcher().definition();
    Duration late = definition.late();
    long open = late.dividedBy(definition.rhythm().period()) + (late.isZero() ? 1 : MAX_WAITING);
    return Math.max(config.kept(), open + definition.forRuns());
  }
}
