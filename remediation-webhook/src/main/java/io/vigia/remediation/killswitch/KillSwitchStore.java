package io.vigia.remediation.killswitch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
public class KillSwitchStore {

  private final Pool pool;

  KillSwitchStore(Pool pool) {
    this.pool = pool;
  }

  Uni<Optional<KillSwitch>> find(String tenant) {
    return find(pool, tenant);
  }

  /** Reads it within a decision's transaction. */
  public Uni<Optional<KillSwitch>> find(SqlClient client, String tenant) {
    return client
        .preparedQuery("select * from kill_switch where tenant = $1")
        .execute(Tuple.of(tenant))
        .map(KillSwitchStore::first);
  }

  Uni<Void> save(String tenant, KillSwitch killSwitch) {
    return pool.withTransaction(tx -> save(tx, tenant, killSwitch));
  }

  /** Waits for decisions that are under way: after it, none is made without knowing. */
  private static Uni<Void> save(SqlConnection tx, String tenant, KillSwitch killSwitch) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 1))")
        .execute(Tuple.of(tenant))
        .chain(() -> upsert(tx, tenant, killSwitch));
  }

  private static Uni<Void> upsert(SqlConnection tx, String tenant, KillSwitch killSwitch) {
    return tx.preparedQuery(
            """
            insert into kill_switch values ($1, $2, $3, $4, $5)
            on conflict (tenant) do update
              set engaged = excluded.engaged, reason = excluded.reason,
                  changed_by = excluded.changed_by, changed_at = excluded.changed_at""")
        .execute(
            Tuple.of(
                tenant,
                killSwitch.on(),
                killSwitch.reason(),
                killSwitch.changedBy(),
                ColumnMapper.at(killSwitch.changedAt())))
        .replaceWithVoid();
  }

  private static Optional<KillSwitch> first(RowSet<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(
            row ->
                new KillSwitch(
                    row.getBoolean("engaged"),
                    row.getString("reason"),
                    row.getString("changed_by"),
                    ColumnMapper.instant(row, "changed_at")));
  }
}
