package io.vigia.router.explain;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.group.FlushConsumer;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What flushes decided, where that changed: a group that goes on as before adds nothing. */
@ApplicationScoped
class DecisionStore implements FlushConsumer {

  private static final String RECORD =
      """
      with decided as (
        select * from unnest($3::text[], $4::text[], $5::text[]) as d (fingerprint, reason, detail)
        union all
        select fingerprint, 'OMITTED', '' from alert_group_member
         where $8 and tenant = $1 and group_key = $2 and fingerprint <> all($3))
      insert into decision (tenant, fingerprint, group_key, receiver, starts_at, reason, detail,
                            decided_at)
      select $1, d.fingerprint, $2, $6, a.starts_at, d.reason, d.detail, $7
        from decided d
        join alert a on a.tenant = $1 and a.fingerprint = d.fingerprint
        left join lateral (select * from decision l
                            where l.tenant = $1 and l.fingerprint = d.fingerprint
                              and l.group_key = $2
                            order by l.seq desc limit 1) l on true
       where (l.reason, l.detail, l.starts_at) is distinct from (d.reason, d.detail, a.starts_at)
         and not (d.reason = 'NOTHING_NEW' and coalesce(l.reason, '') in ('', 'TOLD'))""";

  private final Pool pool;
  private final RoutingWiring routing;
  private final SweepStore sweep;

  DecisionStore(Pool pool, RoutingWiring routing, SweepStore sweep) {
    this.pool = pool;
    this.routing = routing;
    this.sweep = sweep;
  }

  @Override
  public Uni<Void> flushed(SqlConnection tx, Flush flush, Instant now) {
    var receiver = flush.route().receiver();
    var decisions = Decision.of(flush, routing.current().integrationsOf(receiver));
    var omitted = flush.plan().omitted();
    return tx.preparedQuery(RECORD)
        .execute(
            Tuple.tuple()
                .addString(flush.tenant())
                .addString(flush.groupKey())
                .addArrayOfString(
                    decisions.stream().map(Decision::fingerprint).toArray(String[]::new))
                .addArrayOfString(
                    decisions.stream().map(d -> d.reason().name()).toArray(String[]::new))
                .addArrayOfString(decisions.stream().map(Decision::detail).toArray(String[]::new))
                .addString(receiver)
                .addValue(ColumnMapper.at(now))
                .addBoolean(omitted.firing() + omitted.resolved() > 0))
        .replaceWithVoid();
  }

  /** The newest first. */
  Uni<List<DecisionView>> of(String tenant, String fingerprint, int most) {
    return pool.preparedQuery(
            """
            select * from decision where tenant = $1 and fingerprint = $2
             order by seq desc limit $3""")
        .execute(Tuple.of(tenant, fingerprint, most))
        .map(rows -> rows.stream().map(DecisionStore::view).toList());
  }

  Uni<Void> forget(Instant before, int most) {
    return sweep
        .forget("decision", "decided_at < $1", before)
        .chain(() -> sweep.keepNewest("decision", "true", "seq", most));
  }

  private static DecisionView view(Row row) {
    return new DecisionView(
        ColumnMapper.instant(row, "decided_at"),
        Reason.valueOf(row.getString("reason")),
        row.getString("detail"),
        row.getString("receiver"),
        row.getString("group_key"),
        ColumnMapper.instant(row, "starts_at"));
  }
}
