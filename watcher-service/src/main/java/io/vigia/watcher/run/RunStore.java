package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.at;
import static io.vigia.kit.store.ColumnMapper.instant;
import static io.vigia.kit.store.ColumnMapper.instantOrNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.SweepStore;
import io.vigia.kit.store.WorkLeaseStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** When each watcher is due, and who runs it. */
@ApplicationScoped
class RunStore {

  /** A watcher of which the engine does not know yet, or knows an older definition. */
  record Newcomer(UUID watcher, int version) {}

  private final Pool pool;
  private final SweepStore sweep;
  private final WorkLeaseStore leases;

  RunStore(Pool pool, SweepStore sweep) {
    this.pool = pool;
    this.sweep = sweep;
    this.leases = new WorkLeaseStore(pool, "watcher_state", "watcher", "runs");
  }

  /** The watchers that run in this process now. */
  WorkLeaseStore leases() {
    return leases;
  }

  Uni<List<Newcomer>> newcomers(int limit) {
    return pool.preparedQuery(
            """
            select w.id, w.version from watcher w left join watcher_state s on s.watcher = w.id
             where w.enabled and (s.watcher is null or s.version <> w.version) limit $1""")
        .execute(Tuple.of(limit))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Newcomer(row.getUUID("id"), row.getInteger("version")))
                    .toList());
  }

  /** From now on they are due at those times. */
  Uni<Void> enroll(List<Newcomer> newcomers, Map<UUID, Instant> firstRuns) {
    var known = newcomers.stream().filter(n -> firstRuns.containsKey(n.watcher())).toList();
    if (known.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(
            """
            insert into watcher_state (watcher, next_run_at, version)
            select first.* from unnest($1::uuid[], $2::timestamptz[], $3::int[])
                   as first (watcher, at, version)
              join watcher w on w.id = first.watcher order by w.id
            on conflict (watcher) do update
               set version = excluded.version,
                   next_run_at = least(watcher_state.next_run_at, excluded.next_run_at)""")
        .execute(
            Tuple.of(
                known.stream().map(Newcomer::watcher).toArray(UUID[]::new),
                known.stream()
                    .map(n -> at(firstRuns.getOrDefault(n.watcher(), Instant.EPOCH)))
                    .toArray(OffsetDateTime[]::new),
                known.stream().map(Newcomer::version).toArray(Integer[]::new)))
        .replaceWithVoid();
  }

  Uni<List<Due>> claim(Instant now, boolean slow, int limit) {
    return pool.preparedQuery(
            """
            with due as (
              select s.watcher, w.version, w.paused_until from watcher_state s join watcher w on w.id = s.watcher
               where w.enabled and s.slow = $5 and s.next_run_at <= $1 and s.version > 0
                 and (w.paused_until is null or w.paused_until <= $1)
                 and (s.lease_until is null or s.lease_until < clock_timestamp())
               order by s.next_run_at limit $2 for update of s skip locked)
            update watcher_state s set lease_owner = $3, runs = runs + 1,
                   lease_until = clock_timestamp() + $4 * interval '1 millisecond'
              from due where s.watcher = due.watcher
            returning s.*, due.version as defined, due.paused_until""")
        .execute(Tuple.of(at(now), limit, LeaseStore.OWNER, WorkLeaseStore.TIME.toMillis(), slow))
        .map(rows -> rows.stream().map(RunStore::due).collect(Collectors.toList()));
  }

  /** Every watcher that may run is due. */
  Uni<Void> makeDue(Instant now) {
    return pool.preparedQuery(
            """
            with early as (
              select s.watcher from watcher_state s join watcher w on w.id = s.watcher
               where w.enabled and s.next_run_at > $1 order by s.watcher for update of s)
            update watcher_state s set next_run_at = $1 from early where s.watcher = early.watcher""")
        .execute(Tuple.of(at(now)))
        .replaceWithVoid();
  }

  /** How many watchers may run. */
  Uni<Long> runnable(Instant now) {
    return pool.preparedQuery(
            "select count(*) from watcher"
                + " where enabled and (paused_until is null or paused_until <= $1)")
        .execute(Tuple.of(at(now)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** When the next watcher is due that nobody runs. */
  Uni<Optional<Instant>> nextDue() {
    return pool.query(
            """
            select s.next_run_at from watcher_state s join watcher w on w.id = s.watcher
             where w.enabled and s.version > 0
               and (w.paused_until is null or w.paused_until <= now())
               and (s.lease_until is null or s.lease_until < clock_timestamp())
             order by s.next_run_at limit 1""")
        .execute()
        .map(rows -> rows.stream().findFirst().map(row -> instant(row, "next_run_at")));
  }

  /** Changes, and keys that nobody saw for long. */
  Uni<Void> forget(Instant now, Duration changes, Duration keys) {
    return sweep
        .forget("watcher_change", "at < $1", now.minus(changes))
        .chain(
            () ->
                sweep.forget(
                    "watcher_key", "seen_at < $1 and state ->> 'is' = 'quiet'", now.minus(keys)));
  }

  private static Due due(Row row) {
    return new Due(
        row.getUUID("watcher"),
        dueAt(row),
        row.getLong("runs"),
        row.getInteger("defined"),
        row.getInteger("judged"),
        row.getString("verdict"),
        row.getBoolean("slow"),
        instantOrNull(row, "asked_until"),
        null);
  }

  /** What came due during a pause was not to run. */
  private static Instant dueAt(Row row) {
    Instant due = instant(row, "next_run_at");
    Instant paused = instantOrNull(row, "paused_until");
    return paused == null || paused.isBefore(due) ? due : paused;
  }
}
