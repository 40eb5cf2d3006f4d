package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.OutboxStore;
import io.vigia.watcher.deliver.NoticeStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What runs leave behind: state, keys, history, alerts and notices, in one transaction. */
@ApplicationScoped
class FinishStore {

  private final Pool pool;
  private final KeyStore keys;
  private final HistoryStore history;
  private final ClosedStore closed;
  private final OutboxStore outbox;
  private final NoticeStore notices;

  FinishStore(
      Pool pool,
      KeyStore keys,
      HistoryStore history,
      ClosedStore closed,
      OutboxStore outbox,
      NoticeStore notices) {
    this.pool = pool;
    this.keys = keys;
    this.history = history;
    this.closed = closed;
    this.outbox = outbox;
    this.notices = notices;
  }

  /**
   * Leaves out what another process took over in the meantime.
   *
   * @return the runs that count
   */
  Uni<List<Finished>> finish(List<Finished> runs, Instant now) {
    return pool.withTransaction(
        tx ->
            inOrder(tx, runs)
                .chain(() -> states(tx, runs))
                .map(
                    ours ->
                        runs.stream()
                            .filter(run -> ours.contains(run.asked().task().due().watcher()))
                            .toList())
                .call(ours -> ours.isEmpty() ? Uni.createFrom().voidItem() : rest(tx, ours, now)));
  }

  /** Two transactions that want the same rows take them in the same order. */
  private static Uni<Void> inOrder(SqlConnection tx, List<Finished> runs) {
    return tx.preparedQuery(
            "select 1 from watcher_state where watcher = any($1) order by watcher for update")
        .execute(Tuple.of(column(runs, UUID[]::new, run -> run.asked().task().due().watcher())))
        .replaceWithVoid();
  }

  private Uni<Void> rest(SqlConnection tx, List<Finished> runs, Instant now) {
    return keys.keep(tx, runs, now)
        .chain(() -> history.add(tx, runs))
        .chain(() -> closed.keep(tx, runs))
        .chain(
            () -> outbox.append(tx, runs.stream().flatMap(run -> run.events().stream()).toList()))
        .chain(
            () ->
                notices.append(tx, runs.stream().flatMap(run -> run.notices().stream()).toList()));
  }

  private Uni<Set<UUID>> states(SqlConnection tx, List<Finished> runs) {
    return tx.preparedQuery(
            """
            update watcher_state s set lease_until = null, next_run_at = d.next_run_at,
                   asked_until = d.asked_until, verdict = d.verdict, slow = d.slow,
                   version = case when s.version = d.judged then s.version else 0 end,
                   judged = case d.verdict when 'unknown' then s.judged else d.judged end,
                   last_run_at = d.at,
                   last_ok_at = case d.verdict when 'ok' then d.at else s.last_ok_at end,
                   last_breach_at = case d.verdict when 'firing' then d.at else s.last_breach_at end,
                   breaches = case d.verdict when 'ok' then 0 when 'firing' then s.breaches + 1
                              else s.breaches end
              from unnest($2::uuid[], $3::bigint[], $4::timestamptz[], $5::timestamptz[],
                          $6::text[], $7::bool[], $8::int[], $9::timestamptz[])
                as d (watcher, token, next_run_at, asked_until, verdict, slow, judged, at)
             where s.watcher = d.watcher and s.lease_owner = $1 and s.runs = d.token
            returning s.watcher""")
        .execute(
            Tuple.tuple()
                .addUUID(LeaseStore.OWNER)
                .addValue(column(runs, UUID[]::new, run -> run.asked().task().due().watcher()))
                .addValue(column(runs, Long[]::new, run -> run.asked().task().due().token()))
                .addValue(column(runs, OffsetDateTime[]::new, run -> at(run.nextRunAt())))
                .addValue(
                    column(
                        runs,
                        OffsetDateTime[]::new,
                        run -> at(run.asked().task().inquiry().window().to())))
                .addValue(column(runs, String[]::new, run -> run.asked().verdict().word()))
                .addValue(column(runs, Boolean[]::new, Finished::slow))
                .addValue(
                    column(runs, Integer[]::new, run -> run.asked().task().watcher().version()))
                .addValue(column(runs, OffsetDateTime[]::new, run -> at(run.finishedAt()))))
        .map(rows -> rows.stream().map(row -> row.getUUID("watcher")).collect(Collectors.toSet()));
  }

  private static <T> T[] column(
      List<Finished> runs, IntFunction<T[]> array, Function<Finished, T> value) {
    return runs.stream().map(value).toArray(array);
  }
}
