package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The executions. Every change carries its audit entry and, at the end, its outcome. */
@ApplicationScoped
public class ExecutionStore {

  static final String CHANNEL = "executions";
  static final Duration LEASE = Duration.ofSeconds(12);

  /** An entry of the audit. */
  record AuditEvent(Instant at, String what, String detail) {}

  private final Pool pool;
  private final ExecutionMapper mapper;
  private final OutboxStore outbox;
  private final EventMapper events;
  private final NotifyClient notify;

  ExecutionStore(
      Pool pool,
      ExecutionMapper mapper,
      OutboxStore outbox,
      EventMapper events,
      NotifyClient notify) {
    this.pool = pool;
    this.mapper = mapper;
    this.outbox = outbox;
    this.events = events;
    this.notify = notify;
  }

  /** Queues what is not known yet. When the Uni completes, no wish is lost. */
  public Uni<Void> accept(List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var rows =
        wishes.stream()
            .sorted(Comparator.comparing(w -> w.episode().toString()))
            .map(this::tuple)
            .toList();
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    with fresh as (
                      insert into execution (id, tenant, runbook, target, fingerprint, starts_at,
                                             alert, requested_by, status, detected_at, received_at)
                      values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10)
                      on conflict (tenant, fingerprint, starts_at, runbook) do nothing
                      returning id, received_at, requested_by)
                    insert into execution_event (execution, at, what, detail)
                    select id, received_at, 'queued', 'asked for by ' || requested_by from fresh""")
                .executeBatch(rows)
                .chain(() -> wake(tx)));
  }

  /** Remembers that episodes have ended, for what is still queued. */
  public Uni<Void> resolved(List<Alert> ended, Instant now) {
    if (ended.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var rows =
        ended.stream()
            .sorted(Comparator.comparing(Alert::key))
            .map(
                a ->
                    Tuple.of(
                        a.tenant(),
                        a.episode().fingerprint(),
                        ColumnMapper.at(a.startsAt()),
                        ColumnMapper.at(now)))
            .toList();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        "insert into resolved_episode values ($1, $2, $3, $4) on conflict do nothing")
                    .executeBatch(rows))
        .replaceWithVoid();
  }

  /** Leases open executions; those of one target one after the other. */
  Uni<List<Execution>> claim(int limit) {
    return pool.preparedQuery(
            """
            update execution set lease_owner = $2, attempts = attempts + 1,
                   lease_until = clock_timestamp() + $3 * interval '1 millisecond'
             where id in (
               select e.id from execution e
                where e.status in ('queued', 'running')
                  and (e.lease_until is null or e.lease_until < clock_timestamp())
                  and not exists (select 1 from execution o
                                   where o.tenant = e.tenant and o.target = e.target
                                     and o.id <> e.id and o.status in ('queued', 'running')
                                     and (o.received_at, o.id) < (e.received_at, e.id))
                order by e.received_at limit $1 for update skip locked)
            returning *""")
        .execute(Tuple.of(limit, LeaseStore.OWNER, LEASE.toMillis()))
        .map(rows -> rows.stream().map(mapper::execution).toList());
  }

  /** Keeps what this process works on; what it lost sight of runs out and is taken up again. */
  Uni<Void> renew(Set<UUID> underWay) {
    return pool.preparedQuery(
            """
            update execution set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
             where lease_owner = $1 and id = any($3) and status in ('queued', 'running')
               and lease_until > clock_timestamp()""")
        .execute(Tuple.of(LeaseStore.OWNER, LEASE.toMillis(), underWay.toArray(UUID[]::new)))
        .replaceWithVoid();
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
            .addInteger(e.attempts())
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
             where id = $1 and lease_owner = $2 and attempts = $3""")
        .execute(row)
        .invoke(
            updated -> {
              if (updated.rowCount() == 0) {
                throw new LostLease(e.id());
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
                                .chain(() -> wake(tx))
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
    return pool.preparedQuery("select * from execution_event where execution = $1 order by seq")
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
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("delete from execution where finished_at < $1")
                .execute(Tuple.of(ColumnMapper.at(limit)))
                .chain(
                    () ->
                        tx.preparedQuery("delete from resolved_episode where at < $1")
                            .execute(Tuple.of(ColumnMapper.at(limit))))
                .replaceWithVoid());
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

  private Uni<Void> wake(SqlConnection tx) {
    return tx.preparedQuery("select pg_notify($1, '')")
        .execute(Tuple.of(notify.channel(CHANNEL)))
        .replaceWithVoid();
  }

  private Tuple tuple(Wish wish) {
    return Tuple.tuple()
        .addUUID(UUID.randomUUID())
        .addString(wish.tenant())
        .addString(wish.runbook())
        .addString(wish.target())
        .addString(wish.episode().fingerprint())
        .addValue(ColumnMapper.at(wish.episode().startsAt()))
        .addValue(mapper.written(wish.alert()))
        .addString(wish.requestedBy())
        .addValue(ColumnMapper.at(wish.alert().observedAt()))
        .addValue(ColumnMapper.at(wish.receivedAt()));
  }
}
