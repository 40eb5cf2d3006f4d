package io.vigia.watcher.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** The templates that tenants posted. Who changes one wakes all replicas. */
@ApplicationScoped
class OwnTemplateStore {

  /** The channel on which replicas hear of changes. */
  static final String CHANNEL = "templates";

  /** Templates of a tenant. */
  static final int MOST = 200;

  private static final int NAMED = 5;

  private final Pool pool;
  private final NotifyClient notify;
  private final Clock clock;

  OwnTemplateStore(Pool pool, NotifyClient notify, Clock clock) {
    this.pool = pool;
    this.notify = notify;
    this.clock = clock;
  }

  /** A stored one. */
  record Stored(String tenant, String name, long version, String declaration) {}

  /** Which state the table is in: equal when nothing was changed. */
  Uni<String> mark() {
    return pool.query("select count(*) || '/' || coalesce(sum(version), 0) as mark from template")
        .execute()
        .map(rows -> rows.iterator().next().getString("mark"));
  }

  Uni<List<Stored>> all() {
    return pool.query("select tenant, name, version, declaration from template")
        .execute()
        .map(
            rows ->
                rows(rows).stream()
                    .map(
                        row ->
                            new Stored(
                                row.getString("tenant"),
                                row.getString("name"),
                                row.getLong("version"),
                                row.getString("declaration")))
                    .toList());
  }

  /**
   * @param replace whether it may be there already
   * @return whether it is new; fails with a {@link Refusal}
   */
  Uni<Boolean> put(String tenant, String name, String declaration, String author, boolean replace) {
    return pool.withTransaction(
        tx ->
            room(tx, tenant, name)
                .chain(() -> write(tx, tenant, name, declaration, author, replace))
                .call(() -> notify.wake(tx, CHANNEL)));
  }

  private Uni<Boolean> write(
      SqlConnection tx,
      String tenant,
      String name,
      String declaration,
      String author,
      boolean replace) {
    String clash =
        replace
            ? """
              do update set declaration = excluded.declaration, author = excluded.author,
                            updated_at = excluded.updated_at, version = excluded.version"""
            : "do nothing";
    return tx.preparedQuery(
            """
            insert into template (tenant, name, declaration, author, updated_at)
            values ($1, $2, $3, $4, $5) on conflict (tenant, name) %s
            returning (xmax = 0) as added"""
                .formatted(clash))
        .execute(Tuple.of(tenant, name, declaration, author, ColumnMapper.at(clock.instant())))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw Refusal.conflict("there is a template '%s'; PUT replaces it".formatted(name));
              }
              return rows.iterator().next().getBoolean("added");
            });
  }

  private static Uni<Void> room(SqlConnection tx, String tenant, String name) {
    return tx.preparedQuery(
            "select count(*) as others from template where tenant = $1 and name <> $2")
        .execute(Tuple.of(tenant, name))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong("others") >= MOST) {
                throw Refusal.later(
                    429,
                    "the tenant has reached its limit of %d templates".formatted(MOST),
                    Duration.ofMinutes(1));
              }
            })
        .replaceWithVoid();
  }

  /**
   * @return fails with a {@link Refusal} when there is none, or watchers use it
   */
  Uni<Void> remove(String tenant, String name) {
    return pool.withTransaction(
        tx ->
            unused(tx, tenant, name)
                .chain(
                    () ->
                        tx.preparedQuery("delete from template where tenant = $1 and name = $2")
                            .execute(Tuple.of(tenant, name)))
                .invoke(
                    rows -> {
                      if (rows.rowCount() == 0) {
                        throw Refusal.notFound("template", name);
                      }
                    })
                .chain(() -> notify.wake(tx, CHANNEL)));
  }

  private static Uni<Void> unused(SqlConnection tx, String tenant, String name) {
    return tx.preparedQuery(
            """
            select name from watcher
             where tenant = $1 and definition::jsonb ->> 'template' = $2 order by name limit $3""")
        .execute(Tuple.of(tenant, name, NAMED))
        .invoke(
            users -> {
              if (users.rowCount() > 0) {
                throw Refusal.conflict(
                    "watchers use it: "
                        + String.join(
                            ", ", rows(users).stream().map(r -> r.getString("name")).toList()));
              }
            })
        .replaceWithVoid();
  }

  private static List<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
