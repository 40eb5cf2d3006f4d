package io.vigia.router.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The alerts, one row each; a change and the group that must hear of it in one transaction. */
@ApplicationScoped
public class AlertStore {

  /** A source whose clock is further ahead would freeze its alerts until then. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** What a metric tells apart: a source is text from outside. */
  private static final Set<String> KNOWN_SOURCES =
      Set.of(
          "api",
          "alertmanager",
          "alert-router",
          "watcher-service",
          "heartbeat-agent",
          "anomaly-service",
          "remediation-webhook");

  private static final String RESOLVED_AND_TOLD =
      """
      status = 'resolved'
        and not exists (select 1 from alert_group_member m
                         where m.tenant = a.tenant and m.fingerprint = a.fingerprint)""";

  private static final String UPSERT =
      """
      insert into alert (tenant, fingerprint, status, labels, annotations, starts_at, ends_at,
                         observed_at, value, source, generator_url, remediation)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (tenant, fingerprint) do update
        set status = excluded.status, annotations = excluded.annotations,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at,
            observed_at = excluded.observed_at, value = excluded.value, source = excluded.source,
            generator_url = excluded.generator_url, remediation = excluded.remediation""";

  /** The first number of the two that name an advisory lock, and how many second ones there are. */
  private static final int ALERT_LOCKS = 1;

  private static final int LOCKS = 256;

  private final Pool pool;
  private final List<AlertChangeConsumer> listeners;
  private final AlertQuotaStore quota;
  private final SweepStore sweep;
  private final MeterRegistry metrics;

  AlertStore(
      Pool pool,
      @All List<AlertChangeConsumer> listeners,
      AlertQuotaStore quota,
      SweepStore sweep,
      MeterRegistry metrics) {
    this.pool = pool;
    this.listeners = listeners;
    this.quota = quota;
    this.sweep = sweep;
    this.metrics = metrics;
  }

  /**
   * Makes the observations durable, with the groups that they touch. Idempotent.
   *
   * @return a Uni that fails when not all of what begins to fire fits into the tenant's quota: then
   *     none of it is stored, but what refreshes or ends an alert is
   */
  public Uni<Void> accept(List<Alert> observations, Instant now) {
    return accept(observations, now, Grant.ALL_OR_NONE)
        .invoke(refused -> quota.refuseAny(refused))
        .replaceWithVoid();
  }

  /**
   * The same, but takes what fits.
   *
   * @return the keys of alerts that would begin to fire beyond the tenant's quota
   */
  Uni<Set<String>> acceptSome(List<Alert> observations, Instant now) {
    return accept(observations, now, Grant.AS_MANY_AS_FIT);
  }

  private Uni<Set<String>> accept(List<Alert> observations, Instant now, Grant grant) {
    List<Alert> ordered = inOrder(observations, now);
    return pool.withTransaction(tx -> accept(tx, ordered, now, grant))
        .onFailure()
        .invoke(failure -> quota.forget());
  }

  /** The router's own alerts, in its transaction; they are few and count for no quota. */
  public Uni<Void> acceptOwn(SqlConnection tx, List<Alert> observations, Instant now) {
    if (observations.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Alert> ordered = inOrder(observations, now);
    return lock(tx, ordered)
        .chain(known -> store(tx, merge(new HashMap<>(known), ordered), Set.of(), now));
  }

  private static List<Alert> inOrder(List<Alert> observations, Instant now) {
    Instant latest = now.plus(CLOCK_SKEW);
    return observations.stream()
        .map(seen -> seen.observedAt().isAfter(latest) ? seen.observedAt(now) : seen)
        .sorted(Comparator.comparing(Alert::key)) // one lock order
        .toList();
  }

  private Uni<Set<String>> accept(
      SqlConnection tx, List<Alert> observations, Instant now, Grant grant) {
    return lock(tx, observations)
        .chain(
            known -> {
              List<Alert> changed = merge(new HashMap<>(known), observations);
              return quota
                  .beyond(tx, known, changed, grant)
                  .chain(refused -> store(tx, changed, refused, now).replaceWith(refused));
            });
  }

  private Uni<Void> store(SqlConnection tx, List<Alert> changed, Set<String> refused, Instant now) {
    List<Alert> taken = changed.stream().filter(a -> !refused.contains(a.key())).toList();
    return save(tx, taken).chain(() -> tell(tx, taken, now));
  }

  /** Alerts whose source no longer vouches for them become resolved for every reader. */
  public Uni<Void> endUnvouched(Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update alert set status = 'resolved' where (tenant, fingerprint) in (
                      select tenant, fingerprint from alert
                       where status = 'firing' and ends_at <= $1
                       order by tenant, fingerprint limit 5000 for update skip locked)
                    returning *""")
                .execute(Tuple.of(ColumnMapper.at(now)))
                .chain(rows -> tell(tx, rows.stream().map(AlertRowMapper::alert).toList(), now)));
  }

  private Uni<Void> tell(SqlConnection tx, List<Alert> changed, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (AlertChangeConsumer listener :
        changed.isEmpty() ? List.<AlertChangeConsumer>of() : listeners) {
      told = told.chain(() -> listener.changed(tx, changed, now));
    }
    return told;
  }

  private List<Alert> merge(Map<String, Alert> known, List<Alert> observations) {
    var changed = new TreeMap<String, Alert>();
    for (Alert seen : observations) {
      Merge merge = Merge.of(Optional.ofNullable(known.get(seen.key())), seen);
      metrics
          .counter(
              "vigia_alerts_received_total",
              "source",
              KNOWN_SOURCES.contains(seen.source()) ? seen.source() : "other",
              "result",
              merge.reason().name().toLowerCase(Locale.ROOT))
          .increment();
      merge
          .next()
          .ifPresent(
              alert -> {
                known.put(alert.key(), alert);
                changed.put(alert.key(), alert);
              });
    }
    return List.copyOf(changed.values());
  }

  private Uni<Map<String, Alert>> lock(SqlConnection tx, List<Alert> alerts) {
    // an advisory lock covers alerts that have no row yet; the database has room for some thousands
    List<Tuple> locks =
        alerts.stream()
            .map(alert -> Math.floorMod(alert.key().hashCode(), LOCKS))
            .distinct()
            .sorted() // one order
            .map(lock -> Tuple.of(ALERT_LOCKS, lock))
            .toList();
    return tx.preparedQuery("select pg_advisory_xact_lock($1::int, $2::int)")
        .executeBatch(locks)
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        select a.* from alert a
                          join unnest($1::text[], $2::text[]) as k (tenant, fingerprint)
                         using (tenant, fingerprint)""")
                    .execute(
                        Tuple.of(
                            alerts.stream().map(Alert::tenant).toArray(String[]::new),
                            alerts.stream()
                                .map(a -> a.labels().fingerprint())
                                .toArray(String[]::new))))
        .map(
            rows ->
                rows.stream()
                    .map(AlertRowMapper::alert)
                    .collect(Collectors.toMap(Alert::key, a -> a, (a, same) -> a)));
  }

  private Uni<Void> save(SqlConnection tx, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(UPSERT)
        .executeBatch(alerts.stream().map(this::tuple).toList())
        .replaceWithVoid();
  }

  /**
   * The alerts that fire now, the newest first.
   *
   * @param most how many
   */
  public Uni<List<Alert>> firing(String tenant, Instant now, int most) {
    return pool.preparedQuery(
            """
            select * from alert where tenant = $1 and status = 'firing'
               and (ends_at is null or ends_at > $2)
             order by starts_at desc, fingerprint limit $3""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now), most))
        .map(rows -> rows.stream().map(AlertRowMapper::alert).toList());
  }

  /** As it was last seen, until it is forgotten. */
  public Uni<Optional<Alert>> find(String tenant, String fingerprint) {
    return pool.preparedQuery("select * from alert where tenant = $1 and fingerprint = $2")
        .execute(Tuple.of(tenant, fingerprint))
        .map(rows -> rows.stream().findFirst().map(AlertRowMapper::alert));
  }

  public Uni<Void> forgetResolvedBefore(Instant limit) {
    return sweep.forget("alert a", RESOLVED_AND_TOLD + " and observed_at < $1", limit);
  }

  public Uni<Void> keepNewestResolved(int count) {
    return sweep.keepNewest("alert a", RESOLVED_AND_TOLD, "observed_at", count);
  }

  private Tuple tuple(Alert alert) {
    return Tuple.tuple()
        .addString(alert.tenant())
        .addString(alert.labels().fingerprint())
        .addString(alert.status().name().toLowerCase(Locale.ROOT))
        .addValue(new JsonObject(new TreeMap<String, Object>(alert.labels().values())))
        .addValue(new JsonObject(new TreeMap<String, Object>(alert.annotations())))
        .addValue(ColumnMapper.at(alert.startsAt()))
        .addValue(ColumnMapper.atOrNull(alert.endsAt()))
        .addValue(ColumnMapper.at(alert.observedAt()))
        .addValue(alert.value())
        .addString(alert.source())
        .addValue(alert.generatorURL())
        .addValue(alert.remediation() == null ? null : JsonObject.mapFrom(alert.remediation()));
  }
}
