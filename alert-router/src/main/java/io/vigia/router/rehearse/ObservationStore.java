package io.vigia.router.rehearse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.alert.AlertChangeConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;

/** Remembers when alerts began and ended; what only refreshes one is not remembered. */
@ApplicationScoped
class ObservationStore implements AlertChangeConsumer {

  /** Without labels, so that what changes nothing costs next to nothing. */
  private static final String NEWS =
      """
      select u.place
        from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
               with ordinality as u (tenant, fingerprint, status, starts_at, place)
        left join lateral (
          select status, starts_at from observation o
           where o.tenant = u.tenant and o.fingerprint = u.fingerprint
           order by o.seq desc limit 1) l on true
       where (l.status, l.starts_at) is distinct from (u.status, u.starts_at)""";

  private static final String ENDS =
      """
      insert into observation (tenant, fingerprint, status, labels, starts_at, observed_at)
      select a.tenant, a.fingerprint, 'resolved', a.labels, a.starts_at,
             coalesce(a.ends_at, a.observed_at)
        from alert a
        join lateral (
          select status from observation o
           where o.tenant = a.tenant and o.fingerprint = a.fingerprint
           order by o.seq desc limit 1) l on l.status = 'firing'
       where a.status = 'resolved' and coalesce(a.ends_at, a.observed_at) > $1""";

  private final Pool pool;
  private final SweepStore sweep;

  ObservationStore(Pool pool, SweepStore sweep) {
    this.pool = pool;
    this.sweep = sweep;
  }

  @Override
  public Uni<Void> changed(SqlConnection tx, List<Alert> alerts, Instant now) {
    return tx.preparedQuery(NEWS)
        .execute(
            Tuple.of(
                alerts.stream().map(Alert::tenant).toArray(String[]::new),
                alerts.stream().map(a -> a.labels().fingerprint()).toArray(String[]::new),
                alerts.stream().map(ObservationStore::status).toArray(String[]::new),
                alerts.stream()
                    .map(a -> ColumnMapper.at(a.startsAt()))
                    .toArray(OffsetDateTime[]::new)))
        .chain(
            rows -> {
              List<Tuple> news =
                  rows.stream()
                      .map(row -> alerts.get(row.getLong("place").intValue() - 1))
                      .map(alert -> tuple(alert, now))
                      .toList();
              return news.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : tx.preparedQuery(
                          """
                          insert into observation (tenant, fingerprint, status, labels, starts_at,
                                                   observed_at)
                          values ($1, $2, $3, $4, $5, $6)""")
                      .executeBatch(news)
                      .replaceWithVoid();
            });
  }

  /** Alerts that ended because their source was silent are not observed by anybody else. */
  Uni<Void> rememberEnds(Instant since) {
    return pool.preparedQuery(ENDS).execute(Tuple.of(ColumnMapper.at(since))).replaceWithVoid();
  }

  /**
   * @param most of a tenant
   */
  Uni<Void> forget(Instant before, int most) {
    return sweep
        .forget("observation", "observed_at < $1", before)
        .chain(() -> sweep.keepNewest("observation", "true", "observed_at", most));
  }

  private static Tuple tuple(Alert alert, Instant now) {
    return Tuple.of(
        alert.tenant(),
        alert.labels().fingerprint(),
        status(alert),
        new JsonObject(new TreeMap<String, Object>(alert.labels().values())),
        ColumnMapper.at(alert.startsAt()),
        ColumnMapper.at(now));
  }

  private static String status(Alert alert) {
    return alert.status() == Status.FIRING ? "firing" : "resolved";
  }
}
