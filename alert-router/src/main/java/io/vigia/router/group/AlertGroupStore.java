package io.vigia.router.group;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The groups as one alert sees them. */
@ApplicationScoped
public class AlertGroupStore {

  /**
   * The place of an alert in a group.
   *
   * @param route the id of the route that made the group
   * @param due when it is flushed next
   * @param notifiedAt when it last spoke
   * @param toldStartsAt the start of the episode of which it said that it fires
   * @param leftOut whether it has spoken of others since, while the alert was muted
   */
  public record Place(
      String groupKey,
      String route,
      Optional<Instant> due,
      Optional<Instant> notifiedAt,
      Optional<Instant> toldStartsAt,
      boolean leftOut) {}

  private final Pool pool;

  AlertGroupStore(Pool pool) {
    this.pool = pool;
  }

  public Uni<List<Place>> of(String tenant, String fingerprint) {
    return pool.preparedQuery(
            """
            select g.*, m.told_starts_at, m.left_out
              from alert_group_member m join alert_group g using (tenant, group_key)
             where tenant = $1 and m.fingerprint = $2 order by group_key""")
        .execute(Tuple.of(tenant, fingerprint))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Place(
                                row.getString("group_key"),
                                row.getString("route"),
                                Optional.ofNullable(
                                    ColumnMapper.instantOrNull(row, "next_flush_at")),
                                Optional.ofNullable(ColumnMapper.instantOrNull(row, "notified_at")),
                                Optional.ofNullable(
                                    ColumnMapper.instantOrNull(row, "told_starts_at")),
                                row.getBoolean("left_out")))
                    .toList());
  }
}
