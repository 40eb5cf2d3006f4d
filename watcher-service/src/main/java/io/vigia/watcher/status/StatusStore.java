package io.vigia.watcher.status;

import static io.vigia.kit.store.ColumnMapper.instantOrNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the watchers are: what fires first, then what is unknown; disabled ones come last. */
@ApplicationScoped
class StatusStore {

  private final Pool pool;

  StatusStore(Pool pool) {
    this.pool = pool;
  }

  Uni<List<WatcherStatus>> latest(String tenant, int limit) {
    return pool.preparedQuery(
            """
            select w.id, w.name, w.version, w.enabled, s.*,
                   coalesce(w.paused_until > now(), false) as paused,
                   case when s.last_run_at is null then 'new' else s.verdict end as word,
                   (select count(*) from watcher_key k
                     where k.watcher = w.id and k.state ->> 'is' = 'firing') as firing
              from watcher w left join watcher_state s on s.watcher = w.id
             where w.tenant = $1
             order by case when not w.enabled then 3 when s.verdict = 'firing' then 0
                           when s.verdict = 'unknown' then 1 else 2 end, w.name
             limit $2""")
        .execute(Tuple.of(tenant, limit))
        .map(rows -> rows.stream().map(StatusStore::status).toList());
  }

  /** How many watchers have each verdict; {@code disabled} are counted apart. */
  Uni<Map<String, Long>> counts(String tenant) {
    return pool.preparedQuery(
            """
            select case when not w.enabled then 'disabled' when s.last_run_at is null then 'new'
                        else s.verdict end as word, count(*) as number
              from watcher w left join watcher_state s on s.watcher = w.id
             where w.tenant = $1 group by 1""")
        .execute(Tuple.of(tenant))
        .map(
            rows -> {
              var counts = new TreeMap<String, Long>();
              rows.forEach(row -> counts.put(row.getString("word"), row.getLong("number")));
              return counts;
            });
  }

  private static WatcherStatus status(Row row) {
    Integer breaches = row.getInteger("breaches");
    return new WatcherStatus(
        row.getUUID("id"),
        row.getString("name"),
        row.getInteger("version"),
        row.getBoolean("enabled"),
        row.getBoolean("paused"),
        row.getString("word"),
        row.getInteger("firing"),
        breaches == null ? 0 : breaches,
        Boolean.TRUE.equals(row.getBoolean("slow")),
        instantOrNull(row, "last_run_at"),
        instantOrNull(row, "last_ok_at"),
        instantOrNull(row, "last_breach_at"),
        instantOrNull(row, "next_run_at"));
  }
}
