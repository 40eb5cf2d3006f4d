package io.vigia.router.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The keys that were made here, by their digests. */
@ApplicationScoped
public class ApiKeyStore {

  private final Pool pool;
  private final TenantStore tenants;
  private final AuditStore audit;
  private final NotifyClient notify;
  private final SweepStore sweep;
  private final Quota quota;
  private final Clock clock;

  ApiKeyStore(
      Pool pool,
      TenantStore tenants,
      AuditStore audit,
      NotifyClient notify,
      SweepStore sweep,
      AccountConfig config,
      Clock clock) {
    this.pool = pool;
    this.tenants = tenants;
    this.audit = audit;
    this.notify = notify;
    this.sweep = sweep;
    this.quota = new Quota("keys", config.keys(), "from api_key where tenant = $1");
    this.clock = clock;
  }

  Uni<List<ApiKey>> all(String tenant) {
    return pool.preparedQuery("select * from api_key where tenant = $1 order by name")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(ApiKeyStore::key).toList());
  }

  /** The key of that digest if it and its tenant are let in; remembers that it was used. */
  Uni<Optional<ApiKey>> use(String sha256) {
    return pool.preparedQuery(
            """
            update api_key k set last_used_at = $2 from tenant t
             where k.sha256 = $1 and t.name = k.tenant and t.enabled
               and (k.expires_at is null or k.expires_at > $2)
            returning k.*""")
        .execute(Tuple.of(sha256, ColumnMapper.at(clock.instant())))
        .map(ApiKeyStore::first);
  }

  Uni<ApiKey> create(Caller by, ApiKey wish, String sha256) {
    return pool.withTransaction(
        tx ->
            tenants
                .require(tx, by, wish.tenant())
                .chain(() -> tenants.requireRoom(tx, quota, wish.tenant()))
                .chain(() -> insert(tx, wish, sha256))
                .call(key -> audit.record(tx, by, change("key.create", key))));
  }

  private static Uni<ApiKey> insert(SqlConnection tx, ApiKey wish, String sha256) {
    return tx.preparedQuery(
            """
            insert into api_key (id, tenant, name, role, sha256, created_at, created_by, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant, name) do nothing
            returning *""")
        .execute(
            Tuple.tuple()
                .addUUID(wish.id())
                .addString(wish.tenant())
                .addString(wish.name())
                .addString(wish.role())
                .addString(sha256)
                .addValue(ColumnMapper.at(wish.createdAt()))
                .addString(wish.createdBy())
                .addValue(ColumnMapper.atOrNull(wish.expiresAt())))
        .map(ApiKeyStore::first)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.conflict("there is a key '" + wish.name() + "' already")));
  }

  Uni<Void> revoke(Caller by, String tenant, UUID id) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("delete from api_key where id = $1 and tenant = $2 returning *")
                .execute(Tuple.of(id, tenant))
                .map(ApiKeyStore::first)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("key", id.toString())))
                .chain(key -> audit.record(tx, by, change("key.revoke", key)))
                .chain(() -> notify.wake(tx, TenantStore.CHANNEL)));
  }

  public Uni<Void> forgetExpiredBefore(Instant limit) {
    return sweep.forget("api_key", "expires_at < $1", limit);
  }

  private static Change change(String action, ApiKey key) {
    return new Change(
        action,
        key.id().toString(),
        Map.of(
            "tenant", key.tenant(),
            "name", key.name(),
            "role", key.role(),
            "expiresAt", key.expiresAt() == null ? "never" : key.expiresAt().toString()));
  }

  private static Optional<ApiKey> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(ApiKeyStore::key);
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.getUUID("id"),
        row.getString("tenant"),
        row.getString("name"),
        row.getString("role"),
        ColumnMapper.instant(row, "created_at"),
        row.getString("created_by"),
        ColumnMapper.instantOrNull(row, "expires_at"),
        ColumnMapper.instantOrNull(row, "last_used_at"));
  }
}
