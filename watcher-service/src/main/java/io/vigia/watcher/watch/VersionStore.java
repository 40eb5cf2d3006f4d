package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What definitions were: each change is a version, and so is a deletion. */
@ApplicationScoped
class VersionStore {

  /** Versions that are kept of a watcher. */
  static final int MOST = 100;

  private static final String ORPHANED =
      "not exists (select 1 from watcher w where w.tenant = v.tenant and w.name = v.name)";

  /** A definition as it was from then on; as it was at its end when {@code deleted}. */
  record VersionView(
      String name,
      int version,
      UUID watcher,
      Instant at,
      String author,
      String note,
      boolean deleted,
      JsonNode definition) {

    /** For those who may not change it. */
    VersionView withoutSecrets() {
      return new VersionView(
          name, version, watcher, at, author, note, deleted, Secrets.without(definition));
    }
  }

  private final Pool pool;
  private final SweepStore sweep;
  private final LimitsConfig limits;
  private final DefinitionText text;

  VersionStore(Pool pool, SweepStore sweep, LimitsConfig limits, DefinitionText text) {
    this.pool = pool;
    this.sweep = sweep;
    this.limits = limits;
    this.text = text;
  }

  /** The newest first; those of a watcher that is gone as well. */
  Uni<List<VersionView>> of(String tenant, String name) {
    return pool.preparedQuery(
            """
            select * from watcher_version where tenant = $1 and name = $2
             order by version desc limit $3""")
        .execute(Tuple.of(tenant, name, MOST))
        .map(rows -> rows.stream().map(this::view).toList());
  }

  Uni<Optional<VersionView>> one(String tenant, String name, int version) {
    return pool.preparedQuery(
            "select * from watcher_version where tenant = $1 and name = $2 and version = $3")
        .execute(Tuple.of(tenant, name, version))
        .map(rows -> rows.stream().map(this::view).findFirst());
  }

  /** Keeps the present version of these watchers, and no more old ones than there may be. */
  Uni<Void> remember(SqlConnection tx, By by, UUID[] ids, OffsetDateTime now) {
    return insert(tx, "version", false, by, ids, now)
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        delete from watcher_version v using watcher w
                         where w.id = any($1) and w.version > $2 and v.tenant = w.tenant
                           and v.name = w.name and v.version <= w.version - $2""")
                    .execute(Tuple.of(ids, MOST)))
        .replaceWithVoid();
  }

  /** Deletes these watchers, which leaves a version that says so. */
  Uni<Void> delete(SqlConnection tx, By by, UUID[] ids, OffsetDateTime now) {
    if (ids.length == 0) {
      return Uni.createFrom().voidItem();
    }
    return insert(tx, "version + 1", true, by, ids, now)
        .chain(
            () ->
                tx.preparedQuery("delete from watcher where tenant = $1 and id = any($2)")
                    .execute(Tuple.of(by.tenant(), ids)))
        .replaceWithVoid();
  }

  /** Of watchers that are gone: what is old, and what is more than a tenant may leave behind. */
  Uni<Void> forget(Instant limit) {
    return sweep
        .forget("watcher_version v", ORPHANED + " and at < $1", limit)
        .chain(() -> sweep.keepNewest("watcher_version v", ORPHANED, "at", limits.history()));
  }

  private static Uni<Void> insert(
      SqlConnection tx, String version, boolean deleted, By by, UUID[] ids, OffsetDateTime now) {
    return tx.preparedQuery(
            """
            insert into watcher_version
              (tenant, name, version, watcher, definition, author, at, note, deleted)
            select tenant, name, %s, id, definition, $2, $3, $4, $5
              from watcher where tenant = $1 and id = any($6)"""
                .formatted(version))
        .execute(Tuple.of(by.tenant(), by.author(), now, by.note(), deleted, ids))
        .replaceWithVoid();
  }

  private VersionView view(Row row) {
    return new VersionView(
        row.getString("name"),
        row.getInteger("version"),
        row.getUUID("watcher"),
        ColumnMapper.instant(row, "at"),
        row.getString("author"),
        row.getString("note"),
        row.getBoolean("deleted"),
        text.tree(row.getString("definition")));
  }
}
