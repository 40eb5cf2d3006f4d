package io.vigia.router.rehearse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.mute.SilenceStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What was remembered, as a timeline that can be run again. */
@ApplicationScoped
class TimelineStore {

  /** Beginnings and ends in one rehearsal, and different alerts. */
  static final int MOST = 100_000;

  static final int MOST_ALERTS = 20_000;

  private final Pool pool;
  private final SilenceStore silences;

  TimelineStore(Pool pool, SilenceStore silences) {
    this.pool = pool;
    this.silences = silences;
  }

  /** What fired already at the beginning begins then, as both configurations see it. */
  Uni<Timeline> of(String tenant, Instant from, Instant to) {
    return labels(tenant, from, to)
        .chain(
            labels ->
                Uni.combine()
                    .all()
                    .unis(
                        changes(tenant, from, to, labels),
                        before(tenant, from, to, labels),
                        silences.between(tenant, from, to))
                    .asTuple()
                    .map(
                        all -> {
                          var observations = new ArrayList<>(all.getItem2());
                          observations.addAll(all.getItem1());
                          return new Timeline(from, to, observations, all.getItem3());
                        }));
  }

  /** Each set of labels once, however often its alert came and went. */
  private Uni<Map<String, Labels>> labels(String tenant, Instant from, Instant to) {
    return pool.preparedQuery(
            """
            select distinct on (fingerprint) fingerprint, labels from (
              select fingerprint, labels from observation
               where tenant = $1 and observed_at >= $2 and observed_at < $3
              union all
              select fingerprint, labels from (
                select distinct on (fingerprint) * from observation
                 where tenant = $1 and observed_at < $2 order by fingerprint, seq desc) as last
               where status = 'firing'
              union all
              select fingerprint, labels from alert
               where tenant = $1 and status = 'firing' and starts_at < $2) as known
             limit $4""")
        .execute(Tuple.of(tenant, ColumnMapper.at(from), ColumnMapper.at(to), MOST_ALERTS + 1))
        .map(
            rows -> {
              few(rows.size(), MOST_ALERTS, "different alerts");
              var labels = new HashMap<String, Labels>();
              rows.forEach(r -> labels.put(r.getString("fingerprint"), AlertRowMapper.labels(r)));
              return labels;
            });
  }

  private Uni<List<Alert>> changes(
      String tenant, Instant from, Instant to, Map<String, Labels> labels) {
    return pool.preparedQuery(
            """
            select fingerprint, status, starts_at, observed_at from observation
             where tenant = $1 and observed_at >= $2 and observed_at < $3
             order by observed_at, seq limit $4""")
        .execute(Tuple.of(tenant, ColumnMapper.at(from), ColumnMapper.at(to), MOST + 1))
        .map(
            rows -> {
              few(rows.size(), MOST, "beginnings and ends");
              return alerts(tenant, rows, labels);
            });
  }

  /**
   * Those that fired by the last change before; where none is kept, those whose first change
   * between is their end, and those that fire without any change.
   */
  private Uni<List<Alert>> before(
      String tenant, Instant from, Instant to, Map<String, Labels> labels) {
    return pool.preparedQuery(
            """
            with first as (
              select distinct on (fingerprint) fingerprint, status, starts_at from observation
               where tenant = $1 and observed_at >= $2 and observed_at < $3
               order by fingerprint, seq),
            last as (
              select distinct on (fingerprint) fingerprint, status, starts_at from observation
               where tenant = $1 and observed_at < $2
               order by fingerprint, seq desc)
            select fingerprint, status, starts_at, $2 as observed_at from last
             where status = 'firing'
            union all
            select fingerprint, 'firing', starts_at, $2 from first f
             where status = 'resolved'
               and not exists (select 1 from last l where l.fingerprint = f.fingerprint)
            union all
            select fingerprint, 'firing', starts_at, $2 from alert a
             where tenant = $1 and status = 'firing' and starts_at < $2
               and not exists (select 1 from first f where f.fingerprint = a.fingerprint)
               and not exists (select 1 from last l where l.fingerprint = a.fingerprint)""")
        .execute(Tuple.of(tenant, ColumnMapper.at(from), ColumnMapper.at(to)))
        .map(rows -> alerts(tenant, rows, labels));
  }

  private static List<Alert> alerts(String tenant, Iterable<Row> rows, Map<String, Labels> labels) {
    var alerts = new ArrayList<Alert>();
    for (Row row : rows) {
      Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
      Instant at = ColumnMapper.instant(row, "observed_at");
      if (labels.containsKey(row.getString("fingerprint"))) { // not one that came meanwhile
        alerts.add(
            new Alert(
                tenant,
                status,
                Objects.requireNonNull(labels.get(row.getString("fingerprint"))),
                Map.of(),
                ColumnMapper.instant(row, "starts_at"),
                status == Status.RESOLVED ? at : null,
                at,
                null,
                "rehearsal",
                null,
                null));
      }
    }
    return alerts;
  }

  private static void few(int count, int most, String what) {
    if (count > most) {
      throw Refusal.invalid(
          "from", "more than %,d %s lie between; choose a later one".formatted(most, what));
    }
  }
}
