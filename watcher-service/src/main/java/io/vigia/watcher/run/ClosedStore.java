package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;
import static io.vigia.kit.store.ColumnMapper.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.run.TaskStore.Called;
import io.vigia.watcher.verdict.Closed;
import io.vigia.watcher.verdict.Closed.Past;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Closed windows that documents may have come late for, as they were judged. */
@ApplicationScoped
class ClosedStore {

  /** A closed window and what it looked at. */
  record ClosedRun(Closed closed, Instant from, Instant to) {}

  private final Pool pool;
  private final KeyStore keys;

  ClosedStore(Pool pool, KeyStore keys) {
    this.pool = pool;
    this.keys = keys;
  }

  /**
   * One for each watcher that cares for late documents: the last window that has been closed for as
   * long as they may be late and was not looked at again. Where runs are seldom for a time, those
   * before it have their turn then. A window of an older definition stays as it was judged.
   */
  Uni<Map<UUID, ClosedRun>> of(List<Called> called) {
    var wanted =
        called.stream().filter(each -> !each.watcher().definition().late().isZero()).toList();
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return pool.preparedQuery(
            """
            with closed as (
              select distinct on (r.watcher) r.watcher, r.version, r.due_at, wanted.around
                from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::int[])
                     as wanted (watcher, version, until, around)
                join watcher_run r on r.watcher = wanted.watcher and r.version = wanted.version
                     and r.due_at <= wanted.until and not r.looked_again
               order by r.watcher, r.due_at desc)
            select closed.due_at as closed_at, run.watcher, run.due_at, run.window_from,
                   run.window_to, run.verdict, run.breached::text as breached
              from closed cross join lateral (
                (select * from watcher_run r
                  where r.watcher = closed.watcher and r.version = closed.version
                    and r.due_at < closed.due_at and r.verdict <> 'unknown'
                  order by r.due_at desc limit closed.around)
                union all
                (select * from watcher_run r
                  where r.watcher = closed.watcher and r.due_at = closed.due_at limit 1)
                union all
                (select * from watcher_run r
                  where r.watcher = closed.watcher and r.version = closed.version
                    and r.due_at > closed.due_at and r.verdict <> 'unknown'
                  order by r.due_at limit closed.around)) as run""")
        .execute(
            Tuple.of(
                column(wanted, UUID[]::new, w -> w.watcher().id()),
                column(wanted, Integer[]::new, w -> w.watcher().version()),
                column(wanted, OffsetDateTime[]::new, ClosedStore::until),
                column(wanted, Integer[]::new, w -> w.watcher().definition().forRuns() - 1)))
        .map(
            rows -> {
              var byWatcher = new HashMap<UUID, List<Row>>();
              rows.forEach(
                  row ->
                      byWatcher
                          .computeIfAbsent(row.getUUID("watcher"), w -> new ArrayList<>())
                          .add(row));
              var found = new HashMap<UUID, ClosedRun>();
              byWatcher.forEach((watcher, runs) -> found.put(watcher, closed(runs)));
              return found;
            });
  }

  private static OffsetDateTime until(Called wanted) {
    return at(wanted.due().at().minus(wanted.watcher().definition().late()));
  }

  private ClosedRun closed(List<Row> runs) {
    Row itself = runs.get(0);
    var before = new ArrayList<Past>();
    var after = new ArrayList<Past>();
    for (Row row : runs) {
      int order = instant(row, "due_at").compareTo(instant(row, "closed_at"));
      if (order == 0) {
        itself = row;
      } else {
        (order < 0 ? before : after).add(past(row));
      }
    }
    Past past = past(itself);
    return new ClosedRun(
        new Closed(
            past.due(),
            !itself.getString("verdict").equals("unknown"),
            past.breached(),
            before,
            after),
        instant(itself, "window_from"),
        instant(itself, "window_to"));
  }

  private Past past(Row row) {
    return new Past(instant(row, "due_at"), keys.keys(row.getString("breached")));
  }

  /** Within the transaction of the runs. */
  Uni<Void> keep(SqlClient tx, List<Finished> runs) {
    var looked = new ArrayList<Tuple>();
    var corrected = new ArrayList<Tuple>();
    for (Finished run : runs) {
      var again = run.again();
      if (again != null) {
        UUID watcher = run.asked().task().due().watcher();
        looked.add(Tuple.of(watcher, at(again.due())));
        if (again.corrected()) {
          corrected.add(corrected(watcher, again));
        }
      }
    }
    return KeyStore.batch(
            tx,
            "update watcher_run set looked_again = true where watcher = $1 and due_at = $2",
            looked)
        .chain(
            () ->
                KeyStore.batch(
                    tx,
                    """
                    update watcher_run set verdict = $3, breached = $4::text::jsonb, value = $5,
                           reason = $6, keys = $7, corrected = true
                     where watcher = $1 and due_at = $2""",
                    corrected));
  }

  private Tuple corrected(UUID watcher, Finished.LookedAgain again) {
    return Tuple.tuple()
        .addUUID(watcher)
        .addValue(at(again.due()))
        .addString(again.breached().isEmpty() ? "ok" : "firing")
        .addString(keys.written(again.breached()))
        .addDouble(again.verdict().value())
        .addString(again.verdict().explanation())
        .addInteger(again.verdict().answer().findings().size());
  }

  private static <T> T[] column(
      List<Called> wanted, IntFunction<T[]> array, Function<Called, T> value) {
    return wanted.stream().map(value).toArray(array);
  }
}
