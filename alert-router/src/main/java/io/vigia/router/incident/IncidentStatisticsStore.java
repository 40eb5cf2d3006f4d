package io.vigia.router.incident;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.incident.IncidentStatistics.Distribution;
import io.vigia.router.incident.IncidentStatistics.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up how long incidents took. */
@ApplicationScoped
class IncidentStatisticsStore {

  private static final int RUNBOOKS = 100;

  private static final List<String> TIMES = List.of("detect", "tell", "acknowledge", "repair");

  /** By the rules of {@link Times} and {@link Incident#repairedBy}. */
  private static final String TAKEN =
      """
      select runbook,
             case when runbook is not null then 'RUNBOOK'
                  when acknowledged_at is not null then 'PERSON' else 'NOBODY' end as by,
             greatest(extract(epoch from detected_at - opened_at), 0)::float8 as detect,
             case when told_at is not null
               then greatest(extract(epoch from told_at - opened_at), 0)::float8 end as tell,
             case when acknowledged_at is not null
               then greatest(extract(epoch from acknowledged_at - coalesce(told_at, detected_at)),
                             0)::float8 end as acknowledge,
             greatest(extract(epoch from ended_at - opened_at), 0)::float8 as repair
        from incident
       where tenant = $1 and closed_at >= $2 and ended_at >= $2 and ended_at < $3""";

  private final Pool pool;

  IncidentStatisticsStore(Pool pool) {
    this.pool = pool;
  }

  Uni<IncidentStatistics> between(String tenant, Instant from, Instant to) {
    return pool.preparedQuery(
            """
            with taken as (%s)
            select by, runbook, count(*) as incidents, %s
              from taken group by grouping sets ((), (by), (by, runbook))
             order by incidents desc, runbook"""
                .formatted(
                    TAKEN,
                    TIMES.stream()
                        .map(IncidentStatisticsStore::columns)
                        .collect(Collectors.joining(", "))))
        .execute(Tuple.of(tenant, ColumnMapper.at(from), ColumnMapper.at(to)))
        .map(rows -> statistics(rows.stream().toList(), from, to));
  }

  private static String columns(String time) {
    return """
    count(%1$s) as %1$s_count, avg(%1$s) as %1$s_mean,
    percentile_cont(0.5) within group (order by %1$s) as %1$s_median,
    percentile_cont(0.9) within group (order by %1$s) as %1$s_p90"""
        .formatted(time);
  }

  /** A set is known by what it groups by: the total by nothing, a repair without runbook twice. */
  private static IncidentStatistics statistics(List<Row> rows, Instant from, Instant to) {
    var all = new ArrayList<Figures>();
    var byRepair = new ArrayList<Figures>();
    var byRunbook = new ArrayList<Figures>();
    for (Row row : rows) {
      String by = row.getString("by");
      String runbook = row.getString("runbook");
      if (by == null) {
        all.add(figures(row, null));
      } else if (runbook != null) {
        byRunbook.add(figures(row, runbook));
      } else if (byRepair.stream().noneMatch(known -> by.equals(known.name()))) {
        byRepair.add(figures(row, by));
      }
    }
    return new IncidentStatistics(
        from, to, all.get(0), byRepair, byRunbook.stream().limit(RUNBOOKS).toList());
  }

  private static Figures figures(Row row, @Nullable String name) {
    List<Distribution> times =
        TIMES.stream()
            .map(
                time ->
                    new Distribution(
                        row.getLong(time + "_count"),
                        time(row, time + "_mean"),
                        time(row, time + "_median"),
                        time(row, time + "_p90")))
            .toList();
    return new Figures(
        name, row.getLong("incidents"), times.get(0), times.get(1), times.get(2), times.get(3));
  }

  private static @Nullable Duration time(Row row, String column) {
    Double seconds = row.getDouble(column);
    return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
  }
}
