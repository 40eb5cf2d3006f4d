package io.vigia.watcher.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Event;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.OutboxStore;
import io.vigia.kit.store.SweepStore;
import io.vigia.kit.store.WorkLeaseStore;
import io.vigia.watcher.verdict.WatchState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When each watcher is due, what is believed of it, and what its runs found. */
@ApplicationScoped
class RunStore {

  /** A due watcher, leased to this process. */
  record Due(UUID watcher, Instant at, WatchState state, long token) {}

  /** What a run leaves behind. */
  record Finished(
      Due due,
      String tenant,
      Duration took,
      String verdict,
      @Nullable Double value,
      String reason,
      String query,
      WatchState next,
      Instant nextRunAt,
      List<Event> events) {}

  /** A past run. */
  record RunView(
      UUID watcher,
      String name,
      Instant at,
      Duration took,
      String verdict,
      @Nullable Double value,
      String reason,
      String query) {}

  private final Pool pool;
  private final ObjectMapper json;
  private final OutboxStore outbox;
  private final EventMapper events;
  private final SweepStore sweep;
  private final WorkLeaseStore leases;

  RunStore(Pool pool, ObjectMapper json, OutboxStore outbox, EventMapper events, SweepStore sweep) {
    this.pool = pool;
    this.json = json;
    this.outbox = outbox;
    this.events = events;
    this.sweep = sweep;
    this.leases = new WorkLeaseStore(pool, "watcher_state", "watcher", "runs");
  }

  /** The watchers that run in this process now. */
  WorkLeaseStore leases() {
    return leases;
  }

  /** Watchers that the engine does not know yet are due at once. */
  Uni<Void> enroll(Instant now) {
    return pool.preparedQuery(
            """
            insert into watcher_state (watcher, next_run_at)
            select id, $1 from watcher w
             where not exists (select 1 from watcher_state s where s.watcher = w.id)
            on conflict do nothing""")
        .execute(Tuple.of(ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  Uni<List<Due>> claim(Instant now, int limit) {
    return pool.preparedQuery(
            """
            update watcher_state set lease_owner = $3, runs = runs + 1,
                   lease_until = clock_timestamp() + $4 * interval '1 millisecond'
             where watcher in (
               select s.watcher from watcher_state s join watcher w on w.id = s.watcher
                where w.enabled and s.next_run_at <= $1
                  and (s.lease_until is null or s.lease_until < clock_timestamp())
                order by s.next_run_at limit $2 for update of s skip locked)
            returning *""")
        .execute(
            Tuple.of(ColumnMapper.at(now), limit, LeaseStore.OWNER, WorkLeaseStore.TIME.toMillis()))
        .map(rows -> rows.stream().map(this::due).toList());
  }

  /** State, run and events in one transaction, unless another process took the watcher over. */
  Uni<Void> finish(Finished run, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update watcher_state set state = $3, next_run_at = $4, lease_until = null
                     where watcher = $1 and lease_owner = $2 and runs = $5""")
                .execute(
                    Tuple.of(
                        run.due().watcher(),
                        LeaseStore.OWNER,
                        written(run.next()),
                        ColumnMapper.at(run.nextRunAt()),
                        run.due().token()))
                .chain(
                    updated ->
                        updated.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : tx.preparedQuery(
                                    """
                                    insert into watcher_run
                                      (watcher, tenant, at, took_ms, verdict, value, reason, query)
                                    values ($1, $2, $3, $4, $5, $6, $7, $8)""")
                                .execute(tuple(run))
                                .chain(
                                    () ->
                                        outbox.append(
                                            tx,
                                            run.events().stream()
                                                .map(e -> events.outgoing(e, now))
                                                .toList()))));
  }

  /** The newest first. */
  Uni<List<RunView>> latest(String tenant, int limit) {
    return pool.preparedQuery(
            """
            select r.*, w.name from watcher_run r join watcher w on w.id = r.watcher
             where r.tenant = $1 order by r.seq desc limit $2""")
        .execute(Tuple.of(tenant, limit))
        .map(
            rows ->
                rows.stream()
                    .map(
                        (Row row) ->
                            new RunView(
                                row.getUUID("watcher"),
                                row.getString("name"),
                                ColumnMapper.instant(row, "at"),
                                Duration.ofMillis(row.getLong("took_ms")),
                                row.getString("verdict"),
                                row.getDouble("value"),
                                row.getString("reason"),
                                row.getString("query")))
                    .toList());
  }

  Uni<Void> forgetBefore(Instant limit) {
    return sweep.forget("watcher_run", "at < $1", limit);
  }

  private Due due(Row row) {
    JsonObject state = row.getJsonObject("state");
    try {
      return new Due(
          row.getUUID("watcher"),
          ColumnMapper.instant(row, "next_run_at"),
          state == null ? new WatchState.Quiet() : json.readValue(state.encode(), WatchState.class),
          row.getLong("runs"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("state of " + row.getUUID("watcher") + " is broken", e);
    }
  }

  private JsonObject written(WatchState state) {
    try {
      return new JsonObject(json.writerFor(WatchState.class).writeValueAsString(state));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }

  private static Tuple tuple(Finished run) {
    return Tuple.tuple()
        .addUUID(run.due().watcher())
        .addString(run.tenant())
        .addValue(ColumnMapper.at(run.due().at()))
        .addLong(run.took().toMillis())
        .addString(run.verdict())
        .addValue(run.value())
        .addString(run.reason())
        .addString(run.query());
  }
}
