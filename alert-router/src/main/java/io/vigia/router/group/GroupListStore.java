package io.vigia.router.group;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The groups as people look at them. */
@ApplicationScoped
public class GroupListStore {

  private static final int MOST = 10_000;

  /**
   * @param route the id of the route that made it
   * @param alerts those that fire
   */
  public record Group(String route, Labels labels, List<Alert> alerts) {}

  private final Pool pool;

  GroupListStore(Pool pool) {
    this.pool = pool;
  }

  /** With at most 10,000 alerts in all, the newest. */
  public Uni<List<Group>> all(String tenant, Instant now) {
    return pool.preparedQuery(
            """
            select m.group_key, g.route, g.group_labels, a.*
              from alert_group g
              join alert_group_member m using (tenant, group_key)
              join alert a using (tenant, fingerprint)
             where tenant = $1 and a.status = 'firing' and (a.ends_at is null or a.ends_at > $2)
             order by a.starts_at desc, fingerprint, m.group_key limit $3""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now), MOST))
        .map(
            rows -> {
              var groups = new LinkedHashMap<String, Group>();
              for (Row row : rows) {
                groups
                    .computeIfAbsent(row.getString("group_key"), key -> group(row))
                    .alerts()
                    .add(AlertRowMapper.alert(row));
              }
              return List.copyOf(groups.values());
            });
  }

  private static Group group(Row row) {
    return new Group(
        row.getString("route"), AlertRowMapper.labels(row, "group_labels"), new ArrayList<>());
  }
}
