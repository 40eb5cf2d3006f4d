package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Liveness.Heard;
import io.vigia.router.agent.Watched.Turn;
import io.vigia.router.alert.AlertStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The watch clock, and the agents as the dead-man's switch sees them. */
@ApplicationScoped
class DeadManStore {

  /** How many agents are in which state. */
  record Counts(long alive, long silent) {}

  private final Pool pool;
  private final AlertStore alerts;

  DeadManStore(Pool pool, AlertStore alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  Uni<WatchClock> clock() {
    return pool.query("select * from watch_clock")
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new WatchClock(
                    Duration.ofMillis(row.getLong("reading_ms")),
                    Duration.ofMillis(row.getLong("resumed_ms")),
                    ColumnMapper.instant(row, "moved_at")));
  }

  /** Moves the clock, unless another replica moved it meanwhile. */
  Uni<Void> move(WatchClock before, WatchClock after) {
    return pool.preparedQuery(
            """
            update watch_clock set reading_ms = $1, resumed_ms = $2, moved_at = $3
             where reading_ms = $4""")
        .execute(
            Tuple.of(
                after.reading().toMillis(),
                after.resumed().toMillis(),
                ColumnMapper.at(after.movedAt()),
                before.reading().toMillis()))
        .replaceWithVoid();
  }

  /** Those that may change: not heard of for the shortest deadline, or silent until now. */
  Uni<List<Watched>> candidates(WatchClock clock, Tolerance tolerance, Instant now) {
    return pool.preparedQuery(
            """
            select tenant, name, heard_ms, heard_at, silent_since, heartbeat ->> 'interval' as every
              from agent
             where silent_since is null and heard_ms <= $1
                or silent_since <> heard_at or silent_since < $2
             order by tenant, name""")
        .execute(
            Tuple.of(
                clock.reading().minus(tolerance.atLeast()).toMillis(),
                ColumnMapper.at(now.minus(tolerance.retention()))))
        .map(rows -> rows.stream().map(row -> watched(row, clock)).toList());
  }

  /**
   * Makes the changes durable with their alerts, in one transaction. An agent that was heard of
   * meanwhile, or that is being heard of now, stays as it is until the next look.
   */
  Uni<Void> apply(List<Turn> turns, Function<Turn, Alert> alert, Instant now) {
    if (turns.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.withTransaction(
        tx ->
            lock(tx, turns)
                .map(keys -> turns.stream().filter(t -> keys.contains(key(t))).toList())
                .chain(
                    held ->
                        save(tx, held)
                            .chain(
                                () ->
                                    alerts.acceptOwn(tx, held.stream().map(alert).toList(), now))));
  }

  private static Uni<Set<String>> lock(SqlConnection tx, List<Turn> turns) {
    return tx.preparedQuery(
            """
            select a.tenant || '/' || a.name as key from agent a
              join unnest($1::text[], $2::text[], $3::timestamptz[]) as k (tenant, name, heard_at)
             using (tenant, name, heard_at)
               for update of a skip locked""")
        .execute(
            Tuple.of(
                turns.stream().map(t -> t.agent().tenant()).toArray(String[]::new),
                turns.stream().map(t -> t.agent().agent()).toArray(String[]::new),
                turns.stream()
                    .map(t -> ColumnMapper.at(t.agent().heard().at()))
                    .toArray(OffsetDateTime[]::new)))
        .map(
            rows -> {
              var keys = new HashSet<String>();
              rows.forEach(row -> keys.add(row.getString("key")));
              return keys;
            });
  }

  private static Uni<Void> save(SqlConnection tx, List<Turn> turns) {
    List<Tuple> flagged = tuples(turns, Change.FELL_SILENT);
    List<Tuple> back = tuples(turns, Change.REPORTS_AGAIN);
    List<Tuple> gone = tuples(turns, Change.FORGOTTEN);
    return batch(tx, "update agent set silent_since = heard_at", flagged)
        .chain(() -> batch(tx, "update agent set silent_since = null", back))
        .chain(() -> batch(tx, "delete from agent", gone));
  }

  private static Uni<Void> batch(SqlConnection tx, String change, List<Tuple> agents) {
    return agents.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(change + " where tenant = $1 and name = $2")
            .executeBatch(agents)
            .replaceWithVoid();
  }

  private static List<Tuple> tuples(List<Turn> turns, Change change) {
    return turns.stream()
        .filter(turn -> turn.change() == change)
        .map(turn -> Tuple.of(turn.agent().tenant(), turn.agent().agent()))
        .toList();
  }

  Uni<Counts> counts() {
    return pool.query(
            """
            select count(*) filter (where silent_since is null) as alive,
                   count(silent_since) as silent from agent""")
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Counts(row.getLong("alive"), row.getLong("silent")));
  }

  private static String key(Turn turn) {
    return turn.agent().tenant() + "/" + turn.agent().agent();
  }

  private static Watched watched(Row row, WatchClock clock) {
    return new Watched(
        row.getString("tenant"),
        row.getString("name"),
        Liveness.of(Optional.ofNullable(ColumnMapper.instantOrNull(row, "silent_since"))),
        new Heard(
            ColumnMapper.instant(row, "heard_at"),
            clock.since(Duration.ofMillis(row.getLong("heard_ms"))),
            Duration.parse(row.getString("every"))));
  }
}
