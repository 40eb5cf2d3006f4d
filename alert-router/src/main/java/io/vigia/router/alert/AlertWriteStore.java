package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change the table {@code alert}: one for each thing, whatever their number.
 */
@ApplicationScoped
class AlertWriteStore {

  /**
   * An alert that is vouched for no longer than this is not refreshed on the quick: a flush that
   * takes its end for certain may be under way.
   */
  private static final Duration CLOSE_TO_THE_END = Duration.ofSeconds(10);

  /** The first number of the two that name an advisory lock, and how many second ones there are. */
  private static final int ALERT_LOCKS = 1;

  private static final int LOCKS = 256;

  private static final String LOCK =
      "select pg_advisory_xact_lock($1::int, place) from unnest($2::int[]) as place";

  /**
   * It touches no column that an index holds, so that PostgreSQL rewrites the row alone; that is
   * why {@code check_at} may lie before {@code ends_at}, but never after.
   */
  private static final String REFRESH =
      """
      update alert a set ends_at = seen.ends_at, observed_at = seen.observed_at
        from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[],
                    $6::timestamptz[])
               as seen (tenant, fingerprint, digest, starts_at, ends_at, observed_at)
       where a.tenant = seen.tenant and a.fingerprint = seen.fingerprint
         and a.status = 'firing' and a.digest = seen.digest
         and a.starts_at <= seen.starts_at and a.observed_at <= seen.observed_at
         and (a.ends_at is null or a.ends_at > $7)
         and (seen.ends_at is null or seen.ends_at >= a.check_at)
      returning a.tenant, a.fingerprint""";

  private static final String KNOWN =
      """
      select a.* from alert a
        join unnest($1::text[], $2::text[]) as k (tenant, fingerprint)
       using (tenant, fingerprint)""";

  private static final int MOST_ENDS = 500;

  private static final String END_UNVOUCHED =
      """
      with looked as (
        select tenant, fingerprint from alert where status = 'firing' and check_at <= $1
         order by tenant, fingerprint limit $2 for update skip locked)
      update alert a
         set status = case when a.ends_at <= $1 then 'resolved' else 'firing' end,
             check_at = case when a.ends_at > $1 then a.ends_at end,
             resolved_at = case when a.ends_at <= $1 then $1 end
        from looked where a.tenant = looked.tenant and a.fingerprint = looked.fingerprint
      returning a.*""";

  /** Those that ended, and whether there may be more. */
  record Ends(List<Alert> ended, boolean mayBeMore) {
    Ends {
      ended = List.copyOf(ended);
    }
  }

  private static final String SAVE =
      """
      insert into alert (tenant, fingerprint, status, labels, annotations, starts_at, ends_at,
                         observed_at, value, source, generator_url, remediation, digest, check_at,
                         resolved_at)
      select tenant, fingerprint, status, labels::jsonb, annotations::jsonb, starts_at, ends_at,
             observed_at, value, source, generator_url, remediation::jsonb, digest,
             case when status = 'firing' then ends_at end,
             case when status = 'resolved' then observed_at end
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                    $7::timestamptz[], $8::timestamptz[], $9::float8[], $10::text[], $11::text[],
                    $12::text[], $13::bigint[])
               as seen (tenant, fingerprint, status, labels, annotations, starts_at, ends_at,
                        observed_at, value, source, generator_url, remediation, digest)
       order by tenant, fingerprint
      on conflict (tenant, fingerprint) do update
        set status = excluded.status, annotations = excluded.annotations,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at,
            observed_at = excluded.observed_at, value = excluded.value, source = excluded.source,
            generator_url = excluded.generator_url, remediation = excluded.remediation,
            digest = excluded.digest, check_at = excluded.check_at,
            resolved_at = excluded.resolved_at""";

  /** Waits until nobody else changes these alerts: also those that have no row yet. */
  Uni<Void> lock(SqlConnection tx, Collection<Observation> observations) {
    // some hundred places, since the database has room for some thousand locks
    Integer[] places =
        observations.stream()
            .map(seen -> Math.floorMod(seen.key().hashCode(), LOCKS))
            .distinct()
            .sorted() // one order
            .toArray(Integer[]::new);
    return tx.preparedQuery(LOCK).execute(Tuple.of(ALERT_LOCKS, places)).replaceWithVoid();
  }

  /**
   * Moves the times of alerts that fire and say what they said before.
   *
   * @param steady one of each alert
   * @return the keys of those
   */
  Uni<Set<String>> refresh(SqlConnection tx, List<Observation> steady, Instant now) {
    if (steady.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    Tuple rows =
        Tuple.tuple()
            .addValue(texts(steady, seen -> seen.alert().tenant()))
            .addValue(texts(steady, Observation::fingerprint))
            .addValue(steady.stream().map(Observation::digest).toArray(Long[]::new))
            .addValue(times(steady, seen -> seen.alert().startsAt()))
            .addValue(times(steady, seen -> seen.alert().endsAt()))
            .addValue(times(steady, seen -> seen.alert().observedAt()))
            .addValue(ColumnMapper.at(now.plus(CLOSE_TO_THE_END)));
    return tx.preparedQuery(REFRESH)
        .execute(rows)
        .map(
            found ->
                found.stream()
                    .map(row -> row.getString(0) + "/" + row.getString(1))
                    .collect(Collectors.toSet()));
  }

  /** The alerts that are there, by their keys. */
  Uni<Map<String, Alert>> known(SqlConnection tx, Collection<Observation> observations) {
    return tx.preparedQuery(KNOWN)
        .execute(
            Tuple.of(
                texts(observations, seen -> seen.alert().tenant()),
                texts(observations, Observation::fingerprint)))
        .map(
            rows -> {
              var known = new HashMap<String, Alert>();
              rows.forEach(
                  row ->
                      known.put(
                          row.getString("tenant") + "/" + row.getString("fingerprint"),
                          AlertRowMapper.alert(row)));
              return known;
            });
  }

  /**
   * Writes alerts as they are now.
   *
   * @param alerts one of each
   */
  Uni<Void> save(SqlConnection tx, Collection<Observation> alerts) {
    if (alerts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple rows =
        Tuple.tuple()
            .addValue(texts(alerts, seen -> seen.alert().tenant()))
            .addValue(texts(alerts, Observation::fingerprint))
            .addValue(texts(alerts, seen -> status(seen.alert().status())))
            .addValue(texts(alerts, seen -> json(seen.alert().labels().values())))
            .addValue(texts(alerts, seen -> json(seen.alert().annotations())))
            .addValue(times(alerts, seen -> seen.alert().startsAt()))
            .addValue(times(alerts, seen -> seen.alert().endsAt()))
            .addValue(times(alerts, seen -> seen.alert().observedAt()))
            .addValue(alerts.stream().map(seen -> seen.alert().value()).toArray(Double[]::new))
            .addValue(texts(alerts, seen -> seen.alert().source()))
            .addValue(texts(alerts, seen -> seen.alert().generatorURL()))
            .addValue(texts(alerts, seen -> remediation(seen.alert())))
            .addValue(alerts.stream().map(Observation::digest).toArray(Long[]::new));
    return tx.preparedQuery(SAVE).execute(rows).replaceWithVoid();
  }

  /** Looks at those whose end may have come: what was refreshed on the quick has another. */
  Uni<Ends> endUnvouched(SqlConnection tx, Instant now) {
    return tx.preparedQuery(END_UNVOUCHED)
        .execute(Tuple.of(ColumnMapper.at(now), MOST_ENDS))
        .map(
            looked ->
                new Ends(
                    looked.stream()
                        .map(AlertRowMapper::alert)
                        .filter(alert -> alert.status() == Status.RESOLVED)
                        .toList(),
                    looked.rowCount() == MOST_ENDS));
  }

  private static String[] texts(
      Collection<Observation> of, Function<Observation, @Nullable String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(
      Collection<Observation> of, Function<Observation, @Nullable Instant> time) {
    return of.stream()
        .map(seen -> ColumnMapper.atOrNull(time.apply(seen)))
        .toArray(OffsetDateTime[]::new);
  }

  private static String status(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String json(Map<String, String> texts) {
    return new JsonObject(new TreeMap<String, Object>(texts)).encode();
  }

  private static @Nullable String remediation(Alert alert) {
    return alert.remediation() == null ? null : JsonObject.mapFrom(alert.remediation()).encode();
  }
}
