package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;
import static io.vigia.kit.store.ColumnMapper.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.run.TaskStore.Called;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.Closed;
import io.vigia.watcher.verdict.Correction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Closed windows that documents may have come late for, as they were judged. */
@ApplicationScoped
class ClosedStore {

  /** Windows on one side of a closed one that documents of it may lie in, at most. */
  private static final int MAX_OVERLAPPING = 1000;

  private final Pool pool;
  private final KeyStore keys;

  ClosedStore(Pool pool, KeyStore keys) {
    this.pool = pool;
    this.keys = keys;
  }

  /**
   * For each watcher that cares for late documents: the last window that has been closed for as
   * long as they may be late and was not looked at again; and where others wait, since nothing was
   * known at their turn or runs are seldom, the first of them. The oldest first. A window of an
   * older definition stays as it was judged.
   */
  Uni<Map<UUID, List<Closed>>> of(List<Called> called) {
    var wanted =
        called.stream().filter(each -> !each.watcher().definition().late().isZero()).toList();
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return pool.preparedQuery(
            """
            with turn as (
              select r.watcher, min(r.due_at) as first, max(r.due_at) as last
                from unnest($1::uuid[], $2::int[], $3::timestamptz[])
                     as wanted (watcher, version, until)
                join watcher_run r on r.watcher = wanted.watcher and r.version = wanted.version
                     and r.due_at <= wanted.until and r.look_again
               group by r.watcher)
            select r.watcher, r.due_at, r.window_from, r.window_to, r.verdict,
                   r.breached::text as breached
              from turn join watcher_run r on r.watcher = turn.watcher
                   and r.due_at in (turn.first, turn.last)
             order by r.due_at""")
        .execute(
            Tuple.of(
                column(wanted, UUID[]::new, w -> w.watcher().id()),
                column(wanted, Integer[]::new, w -> w.watcher().version()),
                column(wanted, OffsetDateTime[]::new, ClosedStore::until)))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> row.getUUID("watcher"),
                            Collectors.mapping(this::closed, Collectors.toList()))));
  }

  private static OffsetDateTime until(Called wanted) {
    return at(wanted.due().at().minus(wanted.watcher().definition().late()));
  }

  private Closed closed(Row row) {
    return new Closed(
        instant(row, "due_at"),
        instant(row, "window_from"),
        instant(row, "window_to"),
        !row.getString("verdict").equals("unknown"),
        keys.keys(row.getString("breached")));
  }

  /** What late documents say of the closed windows of a task, in their turn. */
  Uni<List<Correction>> corrections(Asked asked) {
    var corrections = new ArrayList<Uni<Correction>>();
    Set<Key> pending = asked.task().pending();
    for (Answer now : asked.again()) {
      Closed closed = asked.task().again().get(corrections.size()).closed();
      corrections.add(among(asked.task(), Correction.of(closed, now, pending)));
    }
    return corrections.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join().all(corrections).andFailFast().map(Correction::inTurn);
  }

  /** Only where something is otherwise need the runs beside it be known, and only of its keys. */
  private Uni<Correction> among(Task task, Correction correction) {
    if (correction.isNothing()) {
      return Uni.createFrom().item(correction);
    }
    var definition = task.watcher().definition();
    long overlapping = definition.window().dividedBy(definition.rhythm().period()) + 1;
    return pool.preparedQuery(
            """
            select r.due_at, r.window_from, r.window_to, r.verdict,
                   (select jsonb_agg(key)::text from jsonb_array_elements(r.breached) as key
                     where key in (select wanted::jsonb from unnest($5::text[]) as wanted)) as breached
              from ((select * from watcher_run
                      where watcher = $1 and version = $2 and verdict <> 'unknown' and due_at < $3
                      order by due_at desc limit $4)
                    union all
                    (select * from watcher_run
                      where watcher = $1 and version = $2 and verdict <> 'unknown' and due_at > $3
                      order by due_at limit $4)) as r
             order by r.due_at""")
        .execute(
            Tuple.of(
                task.watcher().id(),
                task.watcher().version(),
                at(correction.closed().due()),
                definition.forRuns() + (int) Math.min(overlapping, MAX_OVERLAPPING),
                correction.keys().stream().map(keys::written).toArray(String[]::new)))
        .map(rows -> correction.among(rows.stream().map(this::closed).toList()));
  }

  /** Within the transaction of the runs. */
  Uni<Void> keep(SqlClient tx, List<Finished> runs) {
    var looked = new ArrayList<Tuple>();
    var corrected = new ArrayList<Tuple>();
    for (Finished run : runs) {
      UUID watcher = run.asked().task().due().watcher();
      for (Finished.LookedAgain again : run.again()) {
        looked.add(Tuple.of(watcher, at(again.due())));
        if (again.corrected()) {
          corrected.add(corrected(watcher, again));
        }
      }
    }
    return KeyStore.batch(
            tx,
            "update watcher_run set look_again = false where watcher = $1 and due_at = $2",
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
