package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How many executions of a tenant may be open. A wish that is known already is no new one. */
@ApplicationScoped
class ExecutionQuotaStore {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  private final QuotaStore quotas;
  private final Quota open;

  ExecutionQuotaStore(QuotaStore quotas, LimitsConfig limits) {
    this.quotas = quotas;
    this.open =
        new Quota(
            "open-executions",
            limits.openExecutions(),
            "from execution where tenant = $1 and status in ('queued', 'running')");
  }

  /** The new wishes beyond the quota. */
  Uni<Set<Wish>> beyond(SqlConnection tx, List<Wish> wishes, Grant grant) {
    return tx.preparedQuery(
            """
            select w.place from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
                     with ordinality as w (tenant, fingerprint, starts_at, runbook, place)
             where not exists (select 1 from execution e
                                where (e.tenant, e.fingerprint, e.starts_at, e.runbook)
                                    = (w.tenant, w.fingerprint, w.starts_at, w.runbook))""")
        .execute(
            Tuple.of(
                wishes.stream().map(Wish::tenant).toArray(String[]::new),
                wishes.stream().map(w -> w.episode().fingerprint()).toArray(String[]::new),
                wishes.stream()
                    .map(w -> ColumnMapper.at(w.episode().startsAt()))
                    .toArray(java.time.OffsetDateTime[]::new),
                wishes.stream().map(Wish::runbook).toArray(String[]::new)))
        .map(rows -> rows.stream().map(r -> wishes.get(r.getInteger("place") - 1)).toList())
        .chain(fresh -> quotas.beyond(tx, open, fresh, Wish::tenant, grant));
  }

  /** A transaction failed: what it had been granted is counted anew. */
  void forget() {
    quotas.forget(open);
  }

  /** The sender of a webhook repeats what it was refused. */
  void refuseAny(Set<Wish> refused) {
    if (!refused.isEmpty()) {
      throw Refusal.later(
          503, open.explanation() + "; none of the new wishes was stored.", TRY_AGAIN);
    }
  }
}
