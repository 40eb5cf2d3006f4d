package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The watchers, to read; {@link DefinitionStore} changes them. */
@ApplicationScoped
public class WatcherStore {

  /** Which are wanted; what is null does not matter. */
  record Filter(
      @Nullable String after,
      @Nullable String name,
      @Nullable String prefix,
      @Nullable String template,
      @Nullable String index,
      @Nullable Boolean enabled) {}

  private final WatcherMapper mapper;

  WatcherStore(WatcherMapper mapper) {
    this.mapper = mapper;
  }

  /** In the order of their names. */
  @WithSession
  Uni<List<WatcherView>> list(String tenant, Filter filter, int limit) {
    var where = new StringBuilder("tenant = :tenant");
    var values = Parameters.with("tenant", tenant);
    and(where, values, "name > :after", "after", filter.after());
    and(where, values, "name = :name", "name", filter.name());
    and(where, values, "left(name, length(:prefix)) = :prefix", "prefix", filter.prefix());
    and(where, values, "template = :template", "template", filter.template());
    and(where, values, "indexPattern = :index", "index", filter.index());
    and(where, values, "enabled = :enabled", "enabled", filter.enabled());
    return WatcherEntity.<WatcherEntity>find(where + " order by name", values)
        .page(0, limit)
        .list()
        .map(found -> found.stream().map(mapper::view).toList());
  }

  private static void and(
      StringBuilder where, Parameters values, String part, String name, @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(part);
      values.and(name, value);
    }
  }

  /**
   * @param key name or id
   * @return a failed Uni when the tenant has none such
   */
  @WithSession
  Uni<WatcherView> one(String tenant, String key) {
    return WatcherEntity.<WatcherEntity>find(
            "tenant = ?1 and (name = ?2 or id = ?3)", tenant, key, id(key))
        .firstResult()
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("watcher", key))
        .map(mapper::view);
  }

  /** Those of the ids that there are; of what cannot be read a stand-in. */
  public Uni<List<Watcher>> find(SqlClient client, Collection<UUID> ids) {
    return client
        .preparedQuery("select * from watcher where id = any($1)")
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(WatcherMapper::entity).map(mapper::watcher).toList());
  }

  /** An id that nothing has when the key is none. */
  public static UUID id(String key) {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0);
    }
  }
}
