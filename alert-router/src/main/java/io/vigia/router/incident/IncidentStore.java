package io.vigia.router.incident;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.alert.AlertRowMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The incidents as they change. */
@ApplicationScoped
public class IncidentStore {

  /** The first number of the two that name an advisory lock, and how many second ones there are. */
  private static final int INCIDENT_LOCKS = 2;

  private static final int LOCKS = 256;

  /** Incidents that close in one transaction. */
  private static final int BATCH = 500;

  /** Takes the incident's row, or waits for who closes it and opens another. */
  private static final String OPEN =
      """
      insert into incident (id, tenant, cause, labels, opened_at, detected_at, changed_at)
      values (gen_random_uuid(), $1, $2, $3, $4, $5, $5)
      on conflict (tenant, md5(cause)) where closed_at is null do update
        set opened_at = least(incident.opened_at, excluded.opened_at)
      returning id""";

  private static final String COUNT =
      """
      update incident i
         set firing = c.firing, changed_at = $2,
             opened_at = least(i.opened_at, c.first),
             ended_at = case when c.firing = 0 then c.last end
        from (select incident, count(*) filter (where ended_at is null) as firing,
                     min(starts_at) as first, max(ended_at) as last
                from incident_alert where incident = any($1) group by incident) c
       where i.id = c.incident""";

  /** An episode that fires, and what its incident is about. */
  record Open(long seq, UUID incident, Instant startsAt, Cause cause) {}

  /** An episode that begins. */
  record Began(Cause cause, Labels labels, Instant startsAt, Optional<Instant> endedAt) {}

  /** An episode that began earlier than was known, or ended. */
  record Changed(Open episode, Optional<Instant> startsAt, Optional<Instant> endedAt) {}

  private final Pool pool;
  private final SweepStore sweep;

  IncidentStore(Pool pool, SweepStore sweep) {
    this.pool = pool;
    this.sweep = sweep;
  }

  /** The episodes that fire, by the alerts' keys. */
  Uni<Map<String, Open>> open(SqlConnection tx, List<String> tenants, List<String> fingerprints) {
    if (fingerprints.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.preparedQuery(
            """
            select e.*, i.cause, i.labels as shared
              from unnest($1::text[], $2::text[]) as k (tenant, fingerprint)
              join incident_alert e using (tenant, fingerprint)
              join incident i on i.id = e.incident
             where e.ended_at is null""")
        .execute(Tuple.of(tenants.toArray(String[]::new), fingerprints.toArray(String[]::new)))
        .map(
            rows -> {
              var open = new HashMap<String, Open>();
              for (Row row : rows) {
                open.put(row.getString("tenant") + "/" + row.getString("fingerprint"), open(row));
              }
              return open;
            });
  }

  private static Open open(Row row) {
    return new Open(
        row.getLong("seq"),
        row.getUUID("incident"),
        ColumnMapper.instant(row, "starts_at"),
        new Cause(
            row.getString("tenant"), row.getString("cause"), AlertRowMapper.labels(row, "shared")));
  }

  /** Two replicas that see one cause at the same time come one after the other. */
  Uni<Void> save(SqlConnection tx, List<Began> began, List<Changed> changed, Instant now) {
    Stream<Cause> causes =
        Stream.concat(
            began.stream().map(Began::cause), changed.stream().map(c -> c.episode().cause()));
    return lock(tx, causes)
        .chain(() -> change(tx, changed))
        .chain(() -> incidents(tx, began, now))
        .chain(ids -> begin(tx, began, ids, now).replaceWith(ids))
        .chain(
            ids ->
                tx.preparedQuery(COUNT)
                    .execute(
                        Tuple.of(
                            Stream.concat(
                                    ids.values().stream(),
                                    changed.stream().map(c -> c.episode().incident()))
                                .distinct()
                                .toArray(UUID[]::new),
                            ColumnMapper.at(now))))
        .replaceWithVoid();
  }

  private static Uni<Void> lock(SqlConnection tx, Stream<Cause> causes) {
    List<Tuple> locks =
        causes
            .map(cause -> Math.floorMod((cause.tenant() + "/" + cause.key()).hashCode(), LOCKS))
            .distinct()
            .sorted() // one order
            .map(lock -> Tuple.of(INCIDENT_LOCKS, lock))
            .toList();
    return tx.preparedQuery("select pg_advisory_xact_lock($1::int, $2::int)")
        .executeBatch(locks)
        .replaceWithVoid();
  }

  private static Uni<Void> change(SqlConnection tx, List<Changed> changed) {
    return changed.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                update incident_alert set starts_at = coalesce($2, starts_at),
                       ended_at = coalesce($3, ended_at)
                 where seq = $1 and ended_at is null""")
            .executeBatch(
                changed.stream()
                    .map(
                        c ->
                            Tuple.of(
                                c.episode().seq(),
                                ColumnMapper.atOrNull(c.startsAt().orElse(null)),
                                ColumnMapper.atOrNull(c.endedAt().orElse(null))))
                    .toList())
            .replaceWithVoid();
  }

  private static Uni<Map<Cause, UUID>> incidents(SqlConnection tx, List<Began> began, Instant now) {
    var first = new LinkedHashMap<Cause, Instant>();
    began.forEach(b -> first.merge(b.cause(), b.startsAt(), (a, c) -> a.isBefore(c) ? a : c));
    if (first.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.preparedQuery(OPEN)
        .executeBatch(
            first.entrySet().stream()
                .map(
                    e ->
                        Tuple.of(
                            e.getKey().tenant(),
                            e.getKey().key(),
                            json(e.getKey().labels()),
                            ColumnMapper.at(e.getValue()),
                            ColumnMapper.at(now)))
                .toList())
        .map(
            rows -> {
              var ids = new HashMap<Cause, UUID>();
              var result = rows;
              for (Cause cause : first.keySet()) {
                ids.put(cause, result.iterator().next().getUUID("id"));
                result = result.next();
              }
              return ids;
            });
  }

  private static Uni<Void> begin(
      SqlConnection tx, List<Began> began, Map<Cause, UUID> ids, Instant now) {
    return began.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                insert into incident_alert
                  (incident, tenant, fingerprint, labels, starts_at, ended_at, seen_at)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""")
            .executeBatch(
                began.stream()
                    .map(
                        b ->
                            Tuple.tuple()
                                .addUUID(ids.get(b.cause()))
                                .addString(b.cause().tenant())
                                .addString(b.labels().fingerprint())
                                .addValue(json(b.labels()))
                                .addValue(ColumnMapper.at(b.startsAt()))
                                .addValue(ColumnMapper.atOrNull(b.endedAt().orElse(null)))
                                .addValue(ColumnMapper.at(now)))
                    .toList())
            .replaceWithVoid();
  }

  /** Notes the deliveries of a notification with the incidents of its alerts. */
  Uni<Void> join(
      SqlConnection tx,
      String tenant,
      List<String> fingerprints,
      List<UUID> deliveries,
      Instant now) {
    return tx.preparedQuery(
            """
            insert into incident_delivery (incident, delivery, tenant, created_at)
            select x.incident, d.id, $1, $4
              from (select distinct (select e.incident from incident_alert e
                                      where e.tenant = $1 and e.fingerprint = k.fingerprint
                                      order by e.starts_at desc, e.seq desc limit 1) as incident
                      from unnest($2::text[]) as k (fingerprint)) x,
                   unnest($3::uuid[]) as d (id)
             where x.incident is not null
            on conflict do nothing""")
        .execute(
            Tuple.of(
                tenant,
                fingerprints.toArray(String[]::new),
                deliveries.toArray(UUID[]::new),
                ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  /** Closes incidents of which nothing has fired for so long; a few hundred at a time. */
  Uni<List<Incident>> closeQuiet(Duration quiet, Instant now) {
    OffsetDateTime limit = ColumnMapper.at(now.minus(quiet));
    return pool.preparedQuery(
            """
            with quiet as (
              select id from incident
               where closed_at is null and firing = 0 and changed_at <= $1
               order by changed_at limit %d for no key update skip locked)
            update incident c
               set closed_at = $2, told_at = f.told_at, acknowledged_at = f.acknowledged_at,
                   runbook = f.runbook
              from (select i.id, %s from incident i where id in (select id from quiet)) f
             where c.id = f.id
            returning c.*"""
                .formatted(BATCH, IncidentRowMapper.FACTS))
        .execute(Tuple.of(limit, ColumnMapper.at(now)))
        .map(rows -> rows.stream().map(IncidentRowMapper::incident).toList());
  }

  public Uni<Void> forgetClosedBefore(Instant limit, int most) {
    return sweep
        .forget("incident", "closed_at < $1", limit)
        .chain(() -> sweep.keepNewest("incident", "closed_at is not null", "closed_at", most))
        .chain(() -> sweep.forget("incident_alert", "ended_at < $1", limit))
        .chain(() -> sweep.keepNewest("incident_alert", "ended_at is not null", "ended_at", most))
        .chain(() -> sweep.forget("incident_delivery", "created_at < $1", limit))
        .chain(() -> sweep.keepNewest("incident_delivery", "true", "created_at", most));
  }

  private static JsonObject json(Labels labels) {
    return new JsonObject(new TreeMap<String, Object>(labels.values()));
  }
}
