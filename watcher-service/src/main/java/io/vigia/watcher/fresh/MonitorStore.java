package io.vigia.watcher.fresh;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.EditStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Monitors: the watchers of the template {@code freshness}, and what is remembered beside them. */
@ApplicationScoped
public class MonitorStore {

  private static final String COLUMNS =
      """
      select w.id, w.name, w.enabled, w.definition, w.updated_at, s.last_run_at, s.last_ok_at,
             s.last_breach_at, coalesce(s.breaches, 0) as breaches, f.created_at,
             coalesce(f.origin, 'api') as origin, coalesce(f.gone, false) as gone, f.webhook,
             f.runbook, f.target, w.definition::jsonb ->> 'template' as template
        from watcher w left join watcher_state s on s.watcher = w.id
        left join freshness_monitor f on f.watcher = w.id
      """;

  /** Who writes, and for what reason. */
  public record Writing(String tenant, String author, String origin) {}

  /** What discovery needs to know of a watcher that has the name it wants. */
  public record Holder(
      String name, String origin, boolean enabled, boolean gone, boolean monitor) {}

  private final Pool pool;
  private final MonitorMapper mapper;
  private final EditStore definitions;
  private final Clock clock;

  MonitorStore(Pool pool, MonitorMapper mapper, EditStore definitions, Clock clock) {
    this.pool = pool;
    this.mapper = mapper;
    this.definitions = definitions;
    this.clock = clock;
  }

  /**
   * In the order of their names.
   *
   * @param after a name; those that follow it
   */
  Uni<List<MonitorView>> list(String tenant, @Nullable String after, int limit) {
    return pool.preparedQuery(
            COLUMNS
                + " where w.tenant = $1 and w.definition::jsonb ->> 'template' = 'freshness'"
                + " and ($2::text is null or w.name > $2) order by w.name limit $3")
        .execute(Tuple.of(tenant, after, limit))
        .map(rows -> rows.stream().map(mapper::view).toList());
  }

  Uni<Optional<MonitorView>> find(String tenant, String name) {
    return row(pool, tenant, name, "")
        .map(row -> Optional.ofNullable(row).filter(MonitorStore::isMonitor).map(mapper::view));
  }

  /**
   * Writes the monitor over what there is of it.
   *
   * @return whether it is new
   */
  public Uni<Boolean> put(Writing by, String name, MonitorForm form) {
    return pool.withTransaction(
        tx ->
            row(tx, by.tenant(), name, " for update of w")
                .chain(there -> write(tx, by, name, form, there)));
  }

  /** Adds the monitor; fails when its name is taken. */
  public Uni<Void> add(Writing by, String name, MonitorForm form) {
    return pool.withTransaction(
        tx ->
            row(tx, by.tenant(), name, " for update of w")
                .chain(
                    there -> {
                      if (there != null) {
                        throw Refusal.conflict("there is a watcher '" + name + "' already");
                      }
                      return write(tx, by, name, form, null).replaceWithVoid();
                    }));
  }

  /** Whether there was one. */
  Uni<Boolean> remove(String tenant, String author, String name) {
    return find(tenant, name)
        .chain(
            there ->
                there.isEmpty()
                    ? Uni.createFrom().item(false)
                    : pool.withTransaction(tx -> definitions.delete(tx, tenant, author, null, name))
                        .replaceWith(true));
  }

  /** Those of the names that are taken, and all monitors of the origin. */
  public Uni<List<Holder>> holders(String tenant, List<String> names, String origin) {
    return pool.preparedQuery(
            COLUMNS + " where w.tenant = $1 and (w.name = any($2) or f.origin = $3)")
        .execute(Tuple.of(tenant, names.toArray(String[]::new), origin))
        .map(
            rows ->
                rows.stream()
                    .map(
                        (Row row) ->
                            new Holder(
                                row.getString("name"),
                                row.getString("origin"),
                                row.getBoolean("enabled"),
                                row.getBoolean("gone"),
                                isMonitor(row)))
                    .toList());
  }

  /** Switches a discovered monitor off that is seen no more, or on again that is back. */
  public Uni<Void> gone(Writing by, String name, boolean gone) {
    return pool.withTransaction(
        tx ->
            row(tx, by.tenant(), name, " for update of w")
                .chain(
                    there ->
                        there == null
                            ? Uni.createFrom().voidItem()
                            : save(tx, by, mapper.switched(there, !gone))
                                .chain(() -> mark(tx, there.getUUID("id"), gone))));
  }

  private Uni<Boolean> write(
      SqlConnection tx, Writing by, String name, MonitorForm form, @Nullable Row there) {
    if (there != null && !isMonitor(there)) {
      throw Refusal.conflict("'" + name + "' is a watcher of another template");
    }
    Kept before = there == null ? Kept.NOTHING : MonitorMapper.kept(there);
    return Uni.createFrom()
        .deferred(() -> save(tx, by, mapper.definition(there, name, form.present(), before)))
        .onFailure(Refusal.class)
        .transform(e -> MonitorColumns.named((Refusal) e))
        .chain(id -> remember(tx, by, id, Monitor.kept(form, before), form.enabled()))
        .replaceWith(there == null);
  }

  private Uni<UUID> save(SqlConnection tx, Writing by, Definition next) {
    return definitions.put(tx, by.tenant(), by.author(), "freshness monitor", next);
  }

  /** What people switch off while it is gone is theirs, and stays off when it is back. */
  private Uni<Void> remember(SqlConnection tx, Writing by, UUID id, Kept kept, boolean enabled) {
    return tx.preparedQuery(
            """
            insert into freshness_monitor (watcher, created_at, origin, webhook, runbook, target)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (watcher) do update set webhook = excluded.webhook, runbook = excluded.runbook,
              target = excluded.target, gone = freshness_monitor.gone and $7""")
        .execute(
            Tuple.tuple()
                .addUUID(id)
                .addOffsetDateTime(ColumnMapper.at(clock.instant()))
                .addString(by.origin())
                .addString(kept.webhook())
                .addString(kept.runbook())
                .addString(kept.target())
                .addBoolean(enabled))
        .replaceWithVoid();
  }

  private static Uni<Void> mark(SqlConnection tx, UUID id, boolean gone) {
    return tx.preparedQuery("update freshness_monitor set gone = $2 where watcher = $1")
        .execute(Tuple.of(id, gone))
        .replaceWithVoid();
  }

  private static Uni<@Nullable Row> row(
      SqlClient client, String tenant, String name, String locking) {
    return client
        .preparedQuery(COLUMNS + " where w.tenant = $1 and w.name = $2" + locking)
        .execute(Tuple.of(tenant, name))
        .map(
            rows -> {
              var each = rows.iterator();
              return each.hasNext() ? each.next() : null;
            });
  }

  private static boolean isMonitor(Row row) {
    return MonitorDefinition.TEMPLATE.equals(row.getString("template"));
  }
}
