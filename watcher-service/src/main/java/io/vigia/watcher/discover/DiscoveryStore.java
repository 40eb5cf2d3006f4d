package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last look of each source. */
@ApplicationScoped
class DiscoveryStore {

  /** What a look came to. */
  record Look(
      String source,
      Instant lookedAt,
      int found,
      int added,
      int disabled,
      @Nullable String complaint) {}

  private final Pool pool;

  DiscoveryStore(Pool pool) {
    this.pool = pool;
  }

  Uni<Void> save(String tenant, Look look) {
    return pool.preparedQuery(
            """
            insert into discovery_source
              (tenant, name, looked_at, found, added, disabled, complaint)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant, name) do update set looked_at = excluded.looked_at,
              found = excluded.found, added = excluded.added, disabled = excluded.disabled,
              complaint = excluded.complaint""")
        .execute(
            Tuple.tuple()
                .addString(tenant)
                .addString(look.source())
                .addValue(ColumnMapper.at(look.lookedAt()))
                .addInteger(look.found())
                .addInteger(look.added())
                .addInteger(look.disabled())
                .addString(look.complaint()))
        .replaceWithVoid();
  }

  Uni<List<Look>> all(String tenant) {
    return pool.preparedQuery("select * from discovery_source where tenant = $1")
        .execute(Tuple.of(tenant))
        .map(
            rows ->
                rows.stream()
                    .map(
                        (Row row) ->
                            new Look(
                                row.getString("name"),
                                ColumnMapper.instant(row, "looked_at"),
                                row.getInteger("found"),
                                row.getInteger("added"),
                                row.getInteger("disabled"),
                                row.getString("complaint")))
                    .toList());
  }
}
