package io.vigia.anomaly.series;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Measurement;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The series in the database. A measurement that comes again changes nothing. */
@ApplicationScoped
class SeriesStore {

  /** A series for people. */
  record SeriesView(
      String service,
      String metric,
      long count,
      double mean,
      double deviation,
      double minimum,
      double maximum,
      double last,
      Instant lastTime) {}

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::tenant)
          .thenComparing(SeriesKey::service)
          .thenComparing(SeriesKey::metric);

  /** A source whose clock is further ahead would silence its series until then. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Pool pool;
  private final Clock clock;
  private final Counter taken;
  private final Counter skipped;
  private final Counter refused;
  private final Counter ahead;
  private final QuotaStore quotas;
  private final Quota series;
  private final SweepStore sweep;

  SeriesStore(
      Pool pool,
      QuotaStore quotas,
      LimitsConfig limits,
      SweepStore sweep,
      Clock clock,
      MeterRegistry metrics) {
    this.pool = pool;
    this.quotas = quotas;
    this.series = new Quota("series", limits.series(), "from series where tenant = $1");
    this.sweep = sweep;
    this.clock = clock;
    this.refused = metrics.counter("vigia_measurements_total", "result", "refused");
    this.taken = metrics.counter("vigia_measurements_total", "result", "taken");
    this.skipped = metrics.counter("vigia_measurements_total", "result", "not_newer");
    this.ahead = metrics.counter("vigia_measurements_total", "result", "ahead");
  }

  Uni<Void> accept(List<Measurement> measurements) {
    Instant latest = clock.instant().plus(CLOCK_SKEW);
    var points = new TreeMap<SeriesKey, List<Measurement>>(ORDER);
    for (Measurement m : measurements) {
      if (m.time().isAfter(latest)) {
        ahead.increment();
        continue;
      }
      points
          .computeIfAbsent(
              new SeriesKey(m.tenant(), m.service(), m.metric()), k -> new ArrayList<>())
          .add(m);
    }
    if (points.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.withTransaction(
            tx ->
                lock(tx, List.copyOf(points.keySet()))
                    .chain(
                        known ->
                            beyond(tx, points, known)
                                .invoke(refused -> drop(points, refused))
                                .chain(() -> save(tx, learn(points, known)))))
        .onFailure()
        .invoke(failure -> quotas.forget(series));
  }

  private Uni<Set<SeriesKey>> beyond(
      SqlConnection tx,
      Map<SeriesKey, List<Measurement>> points,
      Map<SeriesKey, Statistics> known) {
    var fresh = points.keySet().stream().filter(key -> !known.containsKey(key)).toList();
    return quotas.beyond(tx, series, fresh, SeriesKey::tenant, Grant.AS_MANY_AS_FIT);
  }

  /** A measurement of a series too many is gone: it is worth no dead letter. */
  private void drop(Map<SeriesKey, List<Measurement>> points, Set<SeriesKey> refused) {
    for (SeriesKey key : refused) {
      List<Measurement> lost = points.remove(key);
      this.refused.increment(lost == null ? 0 : lost.size());
    }
  }

  private Map<SeriesKey, Statistics> learn(
      Map<SeriesKey, List<Measurement>> points, Map<SeriesKey, Statistics> known) {
    var learned = new TreeMap<SeriesKey, Statistics>(ORDER);
    points.forEach(
        (key, list) -> {
          Optional<Statistics> statistics = Optional.ofNullable(known.get(key));
          for (Measurement m : list) {
            Optional<Statistics> next =
                statistics.isEmpty()
                    ? Optional.of(Statistics.first(m.value(), m.time()))
                    : statistics.get().with(m.value(), m.time());
            (next.isPresent() ? taken : skipped).increment();
            statistics = next.isPresent() ? next : statistics;
          }
          statistics.ifPresent(s -> learned.put(key, s));
        });
    return learned;
  }

  private Uni<Map<SeriesKey, Statistics>> lock(SqlConnection tx, List<SeriesKey> keys) {
    return tx.preparedQuery(
            """
            select s.* from series s
              join unnest($1::text[], $2::text[], $3::text[]) as k (tenant, service, metric)
             using (tenant, service, metric)
             order by tenant, service, metric for update of s""")
        .execute(
            Tuple.of(
                keys.stream().map(SeriesKey::tenant).toArray(String[]::new),
                keys.stream().map(SeriesKey::service).toArray(String[]::new),
                keys.stream().map(SeriesKey::metric).toArray(String[]::new)))
        .map(
            rows -> {
              var known = new HashMap<SeriesKey, Statistics>();
              rows.forEach(row -> known.put(key(row), statistics(row)));
              return known;
            });
  }

  private static Uni<Void> save(SqlConnection tx, Map<SeriesKey, Statistics> learned) {
    var rows =
        learned.entrySet().stream()
            .map(
                e ->
                    Tuple.tuple(
                        List.of(
                            e.getKey().tenant(),
                            e.getKey().service(),
                            e.getKey().metric(),
                            e.getValue().count(),
                            e.getValue().mean(),
                            e.getValue().m2(),
                            e.getValue().minimum(),
                            e.getValue().maximum(),
                            e.getValue().last(),
                            ColumnMapper.at(e.getValue().lastTime()))))
            .toList();
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            """
            insert into series values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (tenant, service, metric) do update
              set count = excluded.count, mean = excluded.mean, m2 = excluded.m2,
                  minimum = excluded.minimum, maximum = excluded.maximum,
                  last = excluded.last, last_time = excluded.last_time
              where series.last_time < excluded.last_time""")
        .executeBatch(rows)
        .replaceWithVoid();
  }

  Uni<List<SeriesView>> all(String tenant, int limit) {
    return pool.preparedQuery(
            "select * from series where tenant = $1 order by service, metric limit $2")
        .execute(Tuple.of(tenant, limit))
        .map(rows -> rows.stream().map(SeriesStore::view).toList());
  }

  Uni<Void> forgetBefore(Instant limit) {
    return sweep.forget("series", "last_time < $1", limit);
  }

  private static SeriesView view(Row row) {
    Statistics s = statistics(row);
    return new SeriesView(
        row.getString("service"),
        row.getString("metric"),
        s.count(),
        s.mean(),
        s.deviation(),
        s.minimum(),
        s.maximum(),
        s.last(),
        s.lastTime());
  }

  private static SeriesKey key(Row row) {
    return new SeriesKey(
        row.getString("tenant"), row.getString("service"), row.getString("metric"));
  }

  private static Statistics statistics(Row row) {
    return new Statistics(
        row.getLong("count"),
        row.getDouble("mean"),
        row.getDouble("m2"),
        row.getDouble("minimum"),
        row.getDouble("maximum"),
        row.getDouble("last"),
        ColumnMapper.instant(row, "last_time"));
  }
}
