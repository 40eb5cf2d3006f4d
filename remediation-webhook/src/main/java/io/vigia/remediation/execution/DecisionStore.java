package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.remediation.guard.Circumstances;
import io.vigia.remediation.guard.Circumstances.Past;
import io.vigia.remediation.killswitch.KillSwitch;
import io.vigia.remediation.killswitch.KillSwitchStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Decisions of one tenant, one at a time across replicas. */
@ApplicationScoped
class DecisionStore {

  private static final int RECENT = 1000;

  private final Pool pool;
  private final KillSwitchStore killSwitch;

  DecisionStore(Pool pool, KillSwitchStore killSwitch) {
    this.pool = pool;
    this.killSwitch = killSwitch;
  }

  /** Decides and saves in one transaction, alone for this tenant. */
  <T> Uni<T> decide(Execution e, BiFunction<SqlConnection, Circumstances, Uni<T>> decision) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 1))")
                .execute(Tuple.of(e.tenant()))
                .chain(() -> circumstances(tx, e))
                .chain(now -> decision.apply(tx, now)));
  }

  private Uni<Circumstances> circumstances(SqlConnection tx, Execution e) {
    return killSwitch
        .find(tx, e.tenant())
        .chain(
            found -> {
              Optional<String> stopped = found.filter(KillSwitch::on).map(KillSwitch::explanation);
              return resolvedAt(tx, e)
                  .chain(at -> recent(tx, e).map(past -> new Circumstances(stopped, at, past)));
            });
  }

  private static Uni<Optional<java.time.Instant>> resolvedAt(SqlConnection tx, Execution e) {
    return tx.preparedQuery(
            """
            select at from resolved_episode
             where tenant = $1 and fingerprint = $2 and starts_at = $3""")
        .execute(
            Tuple.of(
                e.tenant(), e.episode().fingerprint(), ColumnMapper.at(e.episode().startsAt())))
        .map(rows -> rows.stream().findFirst().map(row -> ColumnMapper.instant(row, "at")));
  }

  private static Uni<List<Past>> recent(SqlConnection tx, Execution e) {
    return tx.preparedQuery(
            """
            select runbook, target, decided_at, status from execution
             where tenant = $1 and id <> $2 and decision = 'allowed'
               and decided_at > clock_timestamp() - interval '1 day'
             order by decided_at desc limit $3""")
        .execute(Tuple.of(e.tenant(), e.id(), RECENT))
        .map(
            rows ->
                rows.stream()
                    .map(
                        (Row row) ->
                            new Past(
                                row.getString("runbook"),
                                row.getString("target"),
                                ColumnMapper.instant(row, "decided_at"),
                                row.getString("status")))
                    .toList());
  }
}
