package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.LostLease;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.OutboxStore;
import io.vigia.kit.store.SweepStore;
import io.vigia.kit.store.WorkLeaseStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The executions. Every change carries its audit entry and, at the end, its outcome. */
@ApplicationScoped
public class ExecutionStore {

  static final String CHANNEL = "executions";

  /** An entry of the audit. */
  record AuditEvent(Instant at, String what, String detail) {}

  private final Pool pool;
  private final ExecutionMapper mapper;
  private final OutboxStore outbox;
  private final EventMapper events;
  private final NotifyClient notify;
  private final SweepStore sweep;
  private final WorkLeaseStore leases;

  ExecutionStore(
      Pool pool,
      ExecutionMapper mapper,
      OutboxStore outbox,
      EventMapper events,
      NotifyClient notify,
      SweepStore sweep) {
    this.pool = pool;
    this.mapper = mapper;
    this.outbox = outbox;
    this.events = events;
    this.notify = notify;
    this.sweep = sweep;
    this.leases = new WorkLeaseStore(pool, "execution", "id", "token");
  }

  /** The executions under way in this process. */
  WorkLeaseStore leases() {
    return leases;
  }

  /** Leases open executions; those of one target one after the other. */
  Uni<List<Execution>> claim(int limit) {
    return pool.preparedQuery(
            """
            update execution set lease_owner = $2, attempts = attempts + 1, token = token + 1,
                   lease_until = clock_timestamp() + $3 * interval '1 millisecond'
             where id in (
               select e.id from execution e
                where e.status in ('queued', 'running')
                  and (e.lease_until is null or e.lease_until < clock_timestamp())
                  and not exists (select 1 from execution o
                                   where o.tenant = e.tenant and o.target = e.target
                                     and o.id <> e.id and o.status in ('queued', 'running')
                                     and ((o.received_at, o.id) < (e.received_at, e.id)
                                          or o.lease_until > clock_timestamp()))
                order by e.received_at limit $1 for update skip locked)
            returning *""")
        .execute(Tuple.of(limit, LeaseStore.OWNER, WorkLeaseStore.TIME.toMillis()))
        .map(rows -> rows.stream().map(mapper::execution).toList());
  }

  /**
   * Saves a change with its audit entry, in the caller's transaction.
   *
   * @return a failed Uni when another process has taken the execution over
   */
  Uni<Void> save(SqlConnection tx, Execution e, String what, String detail, Instant now) {
    boolean ended = e.status() != Execution.Status.QUEUED && e.status() != Execution.Status.RUNNING;
    Tuple row =
        Tuple.tuple()
            .addUUID(e.id())
            .addUUID(LeaseStore.OWNER)
            .addLong(e.token())
            .addString(e.status().name().toLowerCase(Locale.ROOT))
            .addString(e.decision())
            .addString(e.reason())
            .addValue(mapper.written(e.steps()))
            .addBoolean(e.verified())
            .addValue(ColumnMapper.atOrNull(e.decidedAt()))
            .addValue(ColumnMapper.atOrNull(e.actedAt()))
            .addValue(ColumnMapper.atOrNull(e.verifiedAt()))
            .addValue(ended ? ColumnMapper.at(now) : null);
    return tx.preparedQuery(
            """
            update execution set status = $4, decision = $5, reason = $6, steps = $7, verified = $8,
                   decided_at = $9, acted_at = $10, verified_at = $11, finished_at = $12
             where id = $1 and lease_owner = $2 and token = $3""")
        .execute(row)
        .invoke(
            updated -> {
              if (updated.rowCount() == 0) {
                throw new LostLease("execution", e.id());
              }
            })
        .chain(() -> audit(tx, e.id(), what, detail, now))
        .chain(
            () ->
                ended
                    ? outbox.append(tx, List.of(events.outgoing(outcomeId(e), e.outcome(), now)))
                    : Uni.createFrom().voidItem());
  }

  Uni<Void> save(Execution e, String what, String detail, Instant now) {
    return pool.withTransaction(tx -> save(tx, e, what, detail, now));
  }

  /** Queues a denied or failed execution again. */
  Uni<Boolean> retry(String tenant, UUID id, String by, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update execution set status = 'queued', decision = 'none', reason = '',
                           steps = '[]', decided_at = null, acted_at = null, verified_at = null,
                           finished_at = null, logged = false, lease_until = null, received_at = $3,
                           attempts = 0
                     where tenant = $1 and id = $2 and status in ('denied', 'failed')""")
                .execute(Tuple.of(tenant, id, ColumnMapper.at(now)))
                .chain(
                    updated ->
                        updated.rowCount() == 0
                            ? Uni.createFrom().item(false)
                            : audit(tx, id, "queued again", "by " + by, now)
                                .chain(() -> notify.wake(tx, CHANNEL))
                                .replaceWith(true)));
  }

  Uni<Optional<Execution>> find(String tenant, UUID id) {
    return pool.preparedQuery("select * from execution where tenant = $1 and id = $2")
        .execute(Tuple.of(tenant, id))
        .map(rows -> rows.stream().findFirst().map(mapper::execution));
  }

  /** The newest first. */
  Uni<List<Execution>> latest(String tenant, int limit) {
    return pool.preparedQuery(
            "select * from execution where tenant = $1 order by received_at desc limit $2")
        .execute(Tuple.of(tenant, limit))
        .map(rows -> rows.stream().map(mapper::execution).toList());
  }

  Uni<List<AuditEvent>> auditOf(UUID id) {
    return pool.preparedQuery(
            "select * from execution_event where execution = $1 order by seq limit 1000")
        .execute(Tuple.of(id))
        .map(
            rows ->
                rows.stream()
                    .map(
                        (Row row) ->
                            new AuditEvent(
                                ColumnMapper.instant(row, "at"),
                                row.getString("what"),
                                row.getString("detail")))
                    .toList());
  }

  Uni<List<Execution>> unlogged(int limit) {
    return pool.preparedQuery(
            """
            select * from execution where finished_at is not null and not logged
             order by finished_at limit $1""")
        .execute(Tuple.of(limit))
        .map(rows -> rows.stream().map(mapper::execution).toList());
  }

  Uni<Void> markLogged(List<Execution> written) {
    return pool.preparedQuery("update execution set logged = true where id = any($1)")
        .execute(Tuple.of(written.stream().map(Execution::id).toArray(UUID[]::new)))
        .replaceWithVoid();
  }

  Uni<Void> forgetFinishedBefore(Instant limit) {
    return sweep
        .forget("execution", "finished_at < $1", limit)
        .chain(() -> sweep.forget("resolved_episode", "at < $1", limit));
  }

  /** Most episodes that end never had an execution; the guards ask for those that have one. */
  Uni<Void> forgetIdleEpisodesBefore(Instant limit) {
    return sweep.forget(
        "resolved_episode r",
        """
        at < $1 and not exists (select 1 from execution e
                                 where (e.tenant, e.fingerprint, e.starts_at)
                                     = (r.tenant, r.fingerprint, r.starts_at))""",
        limit);
  }

  /** A new outcome of the same execution, after a retry, is another event. */
  private static UUID outcomeId(Execution e) {
    return UUID.nameUUIDFromBytes(
        (e.id() + "/" + e.receivedAt()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Uni<Void> audit(
      SqlConnection tx, UUID execution, String what, String detail, Instant now) {
    return tx.preparedQuery(
            "insert into execution_event (execution, at, what, detail) values ($1, $2, $3, $4)")
        .execute(Tuple.of(execution, ColumnMapper.at(now), what, detail))
        .replaceWithVoid();
  }
}
