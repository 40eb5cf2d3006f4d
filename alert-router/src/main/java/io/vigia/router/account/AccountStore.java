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
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The people of all tenants. Each change is audited in its transaction and heard by all replicas.
 */
@ApplicationScoped
class AccountStore {

  /** A person whose tenant is let in. */
  record Login(Account account, PasswordHash password) {}

  private final Pool pool;
  private final TenantStore tenants;
  private final AuditStore audit;
  private final NotifyClient notify;
  private final Quota quota;
  private final Clock clock;

  AccountStore(
      Pool pool,
      TenantStore tenants,
      AuditStore audit,
      NotifyClient notify,
      AccountConfig config,
      Clock clock) {
    this.pool = pool;
    this.tenants = tenants;
    this.audit = audit;
    this.notify = notify;
    this.quota = new Quota("users", config.users(), "from account where tenant = $1");
    this.clock = clock;
  }

  Uni<List<Account>> all(String tenant) {
    return pool.preparedQuery("select * from account where tenant = $1 order by name")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(AccountStore::account).toList());
  }

  /** Who may log in by this name; empty also if the person or the tenant is disabled. */
  Uni<Optional<Login>> login(String name) {
    return pool.preparedQuery(
            """
            select a.* from account a join tenant t on t.name = a.tenant
             where a.name = $1 and a.enabled and t.enabled""")
        .execute(Tuple.of(name))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Login(account(row), new PasswordHash(row.getString("password")))));
  }

  Uni<Account> create(Caller by, Account wish, PasswordHash password) {
    return pool.withTransaction(
        tx ->
            tenants
                .require(tx, by, wish.tenant())
                .chain(() -> tenants.requireRoom(tx, quota, wish.tenant()))
                .chain(() -> insert(tx, by, wish, password))
                .call(account -> changed(tx, by, "user.create", account)));
  }

  private Uni<Account> insert(SqlConnection tx, Caller by, Account wish, PasswordHash password) {
    return tx.preparedQuery(
            """
            insert into account (name, tenant, role, password, created_at, created_by)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning *""")
        .execute(
            Tuple.of(
                wish.name(),
                wish.tenant(),
                wish.role(),
                password.text(),
                ColumnMapper.at(clock.instant()),
                by.name()))
        .map(AccountStore::first)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.conflict("the name '" + wish.name() + "' is taken")));
  }

  /**
   * @param tenant whose people the caller may change
   */
  Uni<Account> update(
      Caller by,
      String tenant,
      String name,
      UnaryOperator<Account> change,
      Optional<PasswordHash> password) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("select * from account where name = $1 and tenant = $2 for update")
                .execute(Tuple.of(name, tenant))
                .map(rows -> known(first(rows), name))
                .map(change::apply)
                .chain(account -> save(tx, account, password))
                .call(
                    account ->
                        changed(
                            tx,
                            by,
                            password.isPresent() ? "user.password" : "user.update",
                            account)));
  }

  private static Uni<Account> save(
      SqlConnection tx, Account account, Optional<PasswordHash> password) {
    return tx.preparedQuery(
            """
            update account set role = $2, enabled = $3, password = coalesce($4, password)
             where name = $1""")
        .execute(
            Tuple.tuple()
                .addString(account.name())
                .addString(account.role())
                .addBoolean(account.enabled())
                .addValue(password.map(PasswordHash::text).orElse(null)))
        .replaceWith(account);
  }

  Uni<Void> delete(Caller by, String tenant, String name) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("delete from account where name = $1 and tenant = $2 returning *")
                .execute(Tuple.of(name, tenant))
                .map(rows -> known(first(rows), name))
                .chain(account -> changed(tx, by, "user.delete", account)));
  }

  private Uni<Void> changed(SqlConnection tx, Caller by, String action, Account account) {
    var detail =
        Map.of(
            "tenant", account.tenant(),
            "role", account.role(),
            "enabled", String.valueOf(account.enabled()));
    return audit
        .record(tx, by, new Change(action, account.name(), detail))
        .chain(() -> notify.wake(tx, TenantStore.CHANNEL));
  }

  private static Account known(Optional<Account> found, String name) {
    return found.orElseThrow(() -> Refusal.notFound("user", name));
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(AccountStore::account);
  }

  private static Account account(Row row) {
    return new Account(
        row.getString("name"),
        row.getString("tenant"),
        row.getString("role"),
        row.getBoolean("enabled"),
        ColumnMapper.instant(row, "created_at"),
        row.getString("created_by"));
  }
}
