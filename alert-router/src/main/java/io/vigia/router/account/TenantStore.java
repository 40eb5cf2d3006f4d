package io.vigia.router.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The tenants that have users or keys. */
@ApplicationScoped
class TenantStore {

  /** Whatever decides who is let in has changed. */
  static final String CHANNEL = "accounts";

  private static final Duration TRY_AGAIN = Duration.ofHours(1);

  private final Pool pool;
  private final AuditStore audit;
  private final NotifyClient notify;
  private final QuotaStore quotas;
  private final Quota tenants;
  private final Clock clock;

  TenantStore(
      Pool pool,
      AuditStore audit,
      NotifyClient notify,
      QuotaStore quotas,
      AccountConfig config,
      Clock clock) {
    this.pool = pool;
    this.audit = audit;
    this.notify = notify;
    this.quotas = quotas;
    this.tenants = new Quota("tenants", config.tenants(), "from tenant where $1::text is not null");
    this.clock = clock;
  }

  Uni<List<Tenant>> all() {
    return pool.query("select * from tenant order by name")
        .execute()
        .map(rows -> rows.stream().map(TenantStore::tenant).toList());
  }

  Uni<Tenant> create(Caller by, String name, String title) {
    return pool.withTransaction(
        tx ->
            requireRoom(tx, tenants, name)
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                insert into tenant (name, title, created_at, created_by)
                                values ($1, $2, $3, $4) on conflict do nothing returning *""")
                            .execute(
                                Tuple.of(name, title, ColumnMapper.at(clock.instant()), by.name())))
                .map(rows -> rows.stream().findFirst())
                .map(
                    row ->
                        row.orElseThrow(
                            () -> Refusal.conflict("there is a tenant '" + name + "' already")))
                .map(TenantStore::tenant)
                .call(
                    tenant ->
                        audit.record(
                            tx, by, new Change("tenant.create", name, Map.of("title", title)))));
  }

  Uni<Tenant> update(Caller by, String name, String title, boolean enabled) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    "update tenant set title = $2, enabled = $3 where name = $1 returning *")
                .execute(Tuple.of(name, title, enabled))
                .map(rows -> rows.stream().findFirst())
                .map(row -> row.orElseThrow(() -> Refusal.notFound("tenant", name)))
                .map(TenantStore::tenant)
                .call(
                    tenant ->
                        audit.record(
                            tx,
                            by,
                            new Change(
                                "tenant.update",
                                name,
                                Map.of("title", title, "enabled", String.valueOf(enabled)))))
                .call(() -> notify.wake(tx, CHANNEL)));
  }

  /** A caller is proof of its own tenant; others must have been created. */
  Uni<Void> require(SqlConnection tx, Caller by, String tenant) {
    return (by.tenant().equals(tenant) ? ensure(tx, by) : exists(tx, tenant))
        .invoke(
            there -> {
              if (!there) {
                throw Refusal.invalid("tenant", "there is no tenant '" + tenant + "': create it");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> ensure(SqlConnection tx, Caller by) {
    return tx.preparedQuery(
            """
            insert into tenant (name, title, created_at, created_by) values ($1, $1, $2, $3)
            on conflict do nothing""")
        .execute(Tuple.of(by.tenant(), ColumnMapper.at(clock.instant()), by.name()))
        .replaceWith(true);
  }

  private static Uni<Boolean> exists(SqlConnection tx, String tenant) {
    return tx.preparedQuery("select from tenant where name = $1")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Room for one more row of a tenant. */
  Uni<Void> requireRoom(SqlConnection tx, Quota quota, String tenant) {
    return quotas
        .beyond(tx, quota, List.of(tenant), owner -> owner, Grant.ALL_OR_NONE)
        .invoke(
            refused -> {
              if (!refused.isEmpty()) {
                throw Refusal.later(429, quota.explanation(), TRY_AGAIN);
              }
            })
        .replaceWithVoid();
  }

  private static Tenant tenant(Row row) {
    return new Tenant(
        row.getString("name"),
        row.getString("title"),
        row.getBoolean("enabled"),
        ColumnMapper.instant(row, "created_at"),
        row.getString("created_by"));
  }
}
