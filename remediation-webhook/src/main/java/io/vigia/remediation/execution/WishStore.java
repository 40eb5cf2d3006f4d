package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is asked for: each wish becomes one execution, however often it comes. */
@ApplicationScoped
public class WishStore {

  private final Pool pool;
  private final ExecutionMapper mapper;
  private final NotifyClient notify;
  private final ExecutionQuotaStore quota;

  WishStore(Pool pool, ExecutionMapper mapper, NotifyClient notify, ExecutionQuotaStore quota) {
    this.pool = pool;
    this.mapper = mapper;
    this.notify = notify;
    this.quota = quota;
  }

  /** Queues what is not known yet. When the Uni completes, no wish is lost. */
  public Uni<Void> accept(List<Wish> wishes) {
    return accept(wishes, Grant.ALL_OR_NONE)
        .invoke(refused -> quota.refuseAny(refused))
        .replaceWithVoid();
  }

  /** The same, but queues what fits and returns those for which there was no room. */
  public Uni<Set<Wish>> acceptSome(List<Wish> wishes) {
    return accept(wishes, Grant.AS_MANY_AS_FIT);
  }

  private Uni<Set<Wish>> accept(List<Wish> wishes, Grant grant) {
    if (wishes.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return pool.withTransaction(
            tx ->
                quota
                    .beyond(tx, wishes, grant)
                    .chain(
                        refused ->
                            queue(tx, wishes.stream().filter(w -> !refused.contains(w)).toList())
                                .replaceWith(refused)))
        .onFailure()
        .invoke(failure -> quota.forget());
  }

  private Uni<Void> queue(SqlConnection tx, List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var rows =
        wishes.stream()
            .sorted(Comparator.comparing(w -> w.episode().toString()))
            .map(this::tuple)
            .toList();
    return tx.preparedQuery(
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
        .chain(() -> notify.wake(tx, ExecutionStore.CHANNEL));
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
