package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Deliveries as one alert sees them. */
@ApplicationScoped
public class AlertDeliveryStore {

  private static final int OF_A_GROUP = 100;

  private final Pool pool;

  AlertDeliveryStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Those that speak of the alert among the newest 100 of each group, the newest first. What a
   * digest told became what the digest became.
   */
  public Uni<List<AlertDelivery>> of(String tenant, List<String> groupKeys, Labels labels) {
    return pool.preparedQuery(
            """
            select d.id, d.receiver, d.integration, d.reason, d.created_at,
                   coalesce(x.status, d.status) as status,
                   coalesce(x.attempts, d.attempts) as attempts,
                   coalesce(x.last_error, d.last_error) as last_error,
                   coalesce(x.next_attempt_at, d.next_attempt_at) as next_attempt_at,
                   case when x.id is null then d.finished_at else x.finished_at end as finished_at,
                   d.notification ->> 'groupKey' as group_key, s.alert ->> 'status' as said,
                   (s.alert ->> 'startsAt')::timestamptz as starts_at
              from unnest($2::text[]) as g (group_key)
              cross join lateral (
                select * from delivery
                 where tenant = $1
                   and md5(notification ->> 'groupKey') = md5(g.group_key)
                 order by seq desc limit $4) d
              left join delivery x on d.status = 'digested' and x.id = d.digest
              cross join lateral jsonb_array_elements(d.notification -> 'alerts') as s (alert)
             where s.alert -> 'labels' = $3
             order by d.seq desc""")
        .execute(
            Tuple.of(
                tenant,
                groupKeys.toArray(String[]::new),
                new JsonObject(new TreeMap<String, Object>(labels.values())),
                OF_A_GROUP))
        .map(rows -> rows.stream().map(AlertDeliveryStore::delivery).toList());
  }

  private static AlertDelivery delivery(Row row) {
    Instant finished = ColumnMapper.instantOrNull(row, "finished_at");
    return new AlertDelivery(
        row.getUUID("id"),
        row.getString("group_key"),
        row.getString("receiver"),
        row.getString("integration"),
        Status.valueOf(row.getString("said").toUpperCase(Locale.ROOT)),
        ColumnMapper.instant(row, "starts_at"),
        row.getString("reason"),
        row.getString("status"),
        row.getInteger("attempts"),
        row.getString("last_error"),
        ColumnMapper.instant(row, "created_at"),
        finished == null ? ColumnMapper.instant(row, "next_attempt_at") : null,
        finished);
  }
}
