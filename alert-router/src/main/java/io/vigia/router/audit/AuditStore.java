package io.vigia.router.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who changed what, for those who have to know. */
@ApplicationScoped
public class AuditStore {

  /**
   * What is looked for; empty texts mean any.
   *
   * @param before only entries with a smaller {@code seq}
   */
  record Query(String actor, String action, long before, int limit) {}

  private final Pool pool;
  private final SweepStore sweep;
  private final AuditConfig config;
  private final Clock clock;

  AuditStore(Pool pool, SweepStore sweep, AuditConfig config, Clock clock) {
    this.pool = pool;
    this.sweep = sweep;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Writes it down, under the tenant of the caller.
   *
   * @param client the transaction of the change
   */
  public Uni<Void> record(SqlClient client, Caller caller, Change change) {
    return client
        .preparedQuery(
            """
            insert into audit (tenant, at, actor, role, action, object, detail)
            values ($1, $2, $3, $4, $5, $6, $7)""")
        .execute(
            Tuple.tuple()
                .addString(caller.tenant())
                .addValue(ColumnMapper.at(clock.instant()))
                .addString(caller.name())
                .addString(caller.role().wireName())
                .addString(change.action())
                .addString(change.object())
                .addValue(new JsonObject(new TreeMap<String, Object>(change.detail()))))
        .replaceWithVoid();
  }

  /** Writes down what happened outside of our database. */
  public Uni<Void> record(Caller caller, Change change) {
    return record(pool, caller, change);
  }

  /** The newest first. */
  Uni<List<AuditEntry>> find(String tenant, Query query) {
    return pool.preparedQuery(
            """
            select * from audit
             where tenant = $1 and seq < $2 and ($3 = '' or actor = $3)
               and ($4 = '' or action = $4 or starts_with(action, $4 || '.'))
             order by seq desc limit $5""")
        .execute(Tuple.of(tenant, query.before(), query.actor(), query.action(), query.limit()))
        .map(rows -> rows.stream().map(AuditStore::entry).toList());
  }

  /** What is older than its retention. */
  public Uni<Void> forget() {
    return sweep.forget("audit", "at < $1", clock.instant().minus(config.retention()));
  }

  private static AuditEntry entry(Row row) {
    Map<String, String> detail =
        row.getJsonObject("detail").stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue())));
    return new AuditEntry(
        row.getLong("seq"),
        ColumnMapper.instant(row, "at"),
        row.getString("actor"),
        row.getString("role"),
        row.getString("action"),
        row.getString("object"),
        new TreeMap<>(detail));
  }
}
