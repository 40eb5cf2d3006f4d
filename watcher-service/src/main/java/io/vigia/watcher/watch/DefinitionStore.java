package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.watcher.watch.Change.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes definitions: one transaction a plan, one plan of a tenant at a time, each change a new
 * version.
 */
@ApplicationScoped
class DefinitionStore {

  /** Loops that wait for due watchers listen there. */
  static final String DUE = "watcher-due";

  private final Pool pool;
  private final VersionStore versions;
  private final WatcherMapper mapper;
  private final NotifyClient notify;
  private final LimitsConfig limits;
  private final Clock clock;
  private final OpenAlertStore alerts;

  DefinitionStore(
      Pool pool,
      VersionStore versions,
      WatcherMapper mapper,
      NotifyClient notify,
      LimitsConfig limits,
      Clock clock,
      OpenAlertStore alerts) {
    this.pool = pool;
    this.mapper = mapper;
    this.versions = versions;
    this.notify = notify;
    this.limits = limits;
    this.clock = clock;
    this.alerts = alerts;
  }

  /** What there is of these names; all of the tenant when they are null. Nothing is changed. */
  Uni<List<Present>> present(String tenant, @Nullable Collection<String> names) {
    return pool.withConnection(connection -> present(connection, tenant, names));
  }

  /** Decides on what there is of these names (null: on all of the tenant), and carries it out. */
  Uni<DefinitionPlan> change(
      By by, @Nullable Collection<String> names, Function<List<Present>, DefinitionPlan> decide) {
    return pool.withTransaction(tx -> change(tx, by, names, decide));
  }

  /** The same within a transaction that is under way. */
  Uni<DefinitionPlan> change(
      SqlConnection tx,
      By by,
      @Nullable Collection<String> names,
      Function<List<Present>, DefinitionPlan> decide) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended('watcher ' || $1, 0))")
        .execute(Tuple.of(by.tenant()))
        .chain(() -> present(tx, by.tenant(), names))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(decide)
        .call(plan -> carryOut(tx, by, plan, ColumnMapper.at(clock.instant())));
  }

  /** The name of the watcher with that id; what is no id, or nobody's, is a name already. */
  Uni<String> name(String tenant, String key) {
    UUID id = WatcherStore.id(key);
    return id.getMostSignificantBits() == 0 && id.getLeastSignificantBits() == 0
        ? Uni.createFrom().item(key)
        : pool.preparedQuery("select name from watcher where tenant = $1 and id = $2")
            .execute(Tuple.of(tenant, id))
            .map(rows -> rows.size() == 0 ? key : rows.iterator().next().getString("name"));
  }

  /** In the order of the names given. */
  Uni<List<WatcherView>> views(String tenant, List<String> names) {
    return pool.preparedQuery(
            """
            select w.* from unnest($2::text[]) with ordinality as f (name, place)
              join watcher w on w.tenant = $1 and w.name = f.name order by f.place""")
        .execute(Tuple.of(tenant, names.toArray(String[]::new)))
        .map(rows -> rows.stream().map(WatcherMapper::entity).map(mapper::view).toList());
  }

  private static Uni<List<Present>> present(
      SqlConnection connection, String tenant, @Nullable Collection<String> names) {
    String all = "select id, name, version, definition, origin from watcher where tenant = $1";
    return (names == null
            ? connection.preparedQuery(all).execute(Tuple.of(tenant))
            : connection
                .preparedQuery(all + " and name = any($2)")
                .execute(Tuple.of(tenant, names.toArray(String[]::new))))
        .map(rows -> rows.stream().map(DefinitionStore::present).toList());
  }

  private static Present present(Row row) {
    return new Present(
        row.getUUID("id"),
        row.getString("name"),
        row.getInteger("version"),
        row.getString("definition"),
        new Origin(row.getString("origin")));
  }

  private Uni<Void> carryOut(SqlConnection tx, By by, DefinitionPlan plan, OffsetDateTime now) {
    List<Change> created = plan.of(Action.CREATE);
    List<Change> changed = plan.of(Action.CHANGE);
    UUID[] deleted = plan.of(Action.DELETE).stream().map(c -> c.was().id()).toArray(UUID[]::new);
    if (created.isEmpty() && changed.isEmpty() && deleted.length == 0) {
      return Uni.createFrom().voidItem();
    }
    UUID[] ids = created.stream().map(c -> UUID.randomUUID()).toArray(UUID[]::new);
    UUID[] changedIds = changed.stream().map(c -> c.was().id()).toArray(UUID[]::new);
    UUID[] kept = Stream.of(ids, changedIds).flatMap(Stream::of).toArray(UUID[]::new);
    return (deleted.length == 0
            ? Uni.createFrom().voidItem()
            : alerts.end(tx, List.of(deleted), "its watcher was deleted"))
        .chain(() -> versions.delete(tx, by, deleted, now))
        .chain(() -> room(tx, by.tenant(), ids.length))
        .chain(() -> create(tx, by, created, ids, now))
        .chain(() -> update(tx, by, changed, changedIds, now))
        .chain(() -> versions.remember(tx, by, kept, now))
        .chain(() -> notify.wake(tx, DUE));
  }

  private Uni<Void> room(SqlConnection tx, String tenant, int more) {
    if (more == 0) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery("select count(*) from watcher where tenant = $1")
        .execute(Tuple.of(tenant))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) + more > limits.watchers()) {
                throw Refusal.later(
                    429,
                    "the tenant would have more than its %d watchers (vigia.limits.watchers)"
                        .formatted(limits.watchers()),
                    Duration.ofMinutes(1));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> create(
      SqlConnection tx, By by, List<Change> changes, UUID[] ids, OffsetDateTime now) {
    return ids.length == 0
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                insert into watcher
                  (id, tenant, name, enabled, definition, origin, version, author, updated_at)
                select f.id, $1, f.name, f.enabled, f.definition, f.origin, 1 + coalesce(
                         (select max(v.version) from watcher_version v
                           where v.tenant = $1 and v.name = f.name), 0), $2, $3
                  from unnest($4::uuid[], $5::text[], $6::boolean[], $7::text[], $8::text[])
                    as f (id, name, enabled, definition, origin)""")
            .execute(columns(by, changes, ids, now))
            .replaceWithVoid();
  }

  private static Uni<Void> update(
      SqlConnection tx, By by, List<Change> changes, UUID[] ids, OffsetDateTime now) {
    return ids.length == 0
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                update watcher w
                   set enabled = f.enabled, definition = f.definition, origin = f.origin,
                       version = w.version + 1, author = $2, updated_at = $3
                  from unnest($4::uuid[], $5::text[], $6::boolean[], $7::text[], $8::text[])
                    as f (id, name, enabled, definition, origin)
                 where w.tenant = $1 and w.id = f.id""")
            .execute(columns(by, changes, ids, now))
            .replaceWithVoid();
  }

  private static Tuple columns(By by, List<Change> changes, UUID[] ids, OffsetDateTime now) {
    return Tuple.tuple()
        .addString(by.tenant())
        .addString(by.author())
        .addValue(now)
        .addValue(ids)
        .addValue(changes.stream().map(Change::name).toArray(String[]::new))
        .addValue(changes.stream().map(c -> c.becomes().enabled()).toArray(Boolean[]::new))
        .addValue(changes.stream().map(c -> c.becomes().text()).toArray(String[]::new))
        .addValue(changes.stream().map(c -> c.becomes().origin().text()).toArray(String[]::new));
  }
}
