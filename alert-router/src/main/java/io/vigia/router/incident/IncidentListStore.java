package io.vigia.router.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.ack.Ack;
import io.vigia.router.ack.AckStore;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.incident.IncidentDetail.Member;
import io.vigia.router.incident.Timeline.Episode;
import io.vigia.router.incident.Timeline.Note;
import io.vigia.router.incident.Timeline.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The incidents as people look at them. */
@ApplicationScoped
class IncidentListStore {

  /** What one view shows: alerts with their annotations; rows of the timeline of each kind. */
  private static final int MEMBERS = 100;

  private static final int ROWS = 500;

  /** An open incident's facts are derived, a closed one's were kept. */
  private static final String INCIDENT =
      """
      select i.id, i.tenant, i.cause, i.labels, i.opened_at, i.detected_at, i.firing, i.ended_at,
             i.closed_at,
             case when i.closed_at is null then f.told_at else i.told_at end as told_at,
             case when i.closed_at is null then f.acknowledged_at else i.acknowledged_at end
               as acknowledged_at,
             case when i.closed_at is null then f.runbook else i.runbook end as runbook
        from (%s) i left join lateral (select %s) f on i.closed_at is null
       order by i.opened_at desc, i.id""";

  private final Pool pool;
  private final ObjectMapper json;

  IncidentListStore(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /**
   * The newest first.
   *
   * @param open or closed ones; both when empty
   * @param fingerprint of an alert that it must have had
   */
  Uni<List<Incident>> list(
      String tenant, Optional<Boolean> open, Optional<String> fingerprint, int limit) {
    return pool.preparedQuery(
            incidents(
                """
                select * from incident i
                 where i.tenant = $1
                   and ($2::boolean is null or (i.closed_at is null) = $2)
                   and ($3::text is null or i.id in (select e.incident from incident_alert e
                                         where e.tenant = $1 and e.fingerprint = $3))
                 order by i.opened_at desc, i.id limit $4"""))
        .execute(Tuple.of(tenant, open.orElse(null), fingerprint.orElse(null), limit))
        .map(rows -> rows.stream().map(IncidentRowMapper::incident).toList());
  }

  Uni<Optional<Incident>> find(String tenant, UUID id) {
    return pool.preparedQuery(incidents("select * from incident where tenant = $1 and id = $2"))
        .execute(Tuple.of(tenant, id))
        .map(rows -> rows.stream().findFirst().map(IncidentRowMapper::incident));
  }

  private static String incidents(String which) {
    return INCIDENT.formatted(which, IncidentRowMapper.FACTS);
  }

  Uni<List<Member>> members(UUID id) {
    return list(
        """
        select e.fingerprint, e.labels, e.starts_at, e.ended_at as episode_end, a.source, a.value,
               a.annotations, a.generator_url
          from incident_alert e
          left join alert a on a.tenant = e.tenant and a.fingerprint = e.fingerprint
                           and a.starts_at = e.starts_at
         where e.incident = $1 order by e.starts_at desc, e.seq desc limit\s"""
            + MEMBERS,
        id,
        row ->
            new Member(
                row.getString("fingerprint"),
                AlertRowMapper.labels(row).values(),
                ColumnMapper.instant(row, "starts_at"),
                ColumnMapper.instantOrNull(row, "episode_end"),
                row.getString("source"),
                row.getDouble("value"),
                row.getJsonObject("annotations") == null
                    ? Map.of()
                    : AlertRowMapper.strings(row.getJsonObject("annotations")),
                row.getString("generator_url")));
  }

  Uni<List<Episode>> episodes(UUID id) {
    return list(
        "select * from incident_alert where incident = $1 order by starts_at desc, seq limit "
            + ROWS,
        id,
        row ->
            new Episode(
                row.getString("fingerprint"),
                AlertRowMapper.labels(row),
                ColumnMapper.instant(row, "starts_at"),
                ColumnMapper.instantOrNull(row, "ended_at")));
  }

  Uni<List<Told>> told(UUID id) {
    return list(
        """
        select d.id, d.receiver, d.integration, d.reason, coalesce(x.status, d.status) as status,
               coalesce(x.last_error, d.last_error) as last_error, d.created_at, d.finished_at
          from incident_delivery l join delivery d on d.id = l.delivery
          left join delivery x on d.status = 'digested' and x.id = d.digest
         where l.incident = $1 order by d.seq desc limit\s"""
            + ROWS,
        id,
        row ->
            new Told(
                row.getUUID("id"),
                row.getString("receiver"),
                row.getString("integration"),
                row.getString("reason"),
                row.getString("status"),
                row.getString("last_error"),
                ColumnMapper.instant(row, "created_at"),
                ColumnMapper.instantOrNull(row, "finished_at")));
  }

  Uni<List<Ack>> acks(UUID id) {
    return list(
        """
        select distinct k.* from incident_alert e join acknowledgement k using (tenant, fingerprint)
         where e.incident = $1 and k.starts_at >= e.starts_at
           and (e.ended_at is null or k.starts_at <= e.ended_at)
         order by k.made_at desc limit\s"""
            + ROWS,
        id,
        AckStore::ack);
  }

  Uni<List<RemediationOutcome>> outcomes(UUID id) {
    return list(
        """
        select o.outcome from incident_alert e
          join remediation_outcome o on o.tenant = e.tenant and o.episode = %s
         where e.incident = $1 order by o.received_at desc limit %d"""
            .formatted(IncidentRowMapper.EPISODE, MEMBERS),
        id,
        this::outcome);
  }

  Uni<List<Note>> notes(UUID id) {
    return list(
        "select * from incident_note where incident = $1 order by seq desc limit " + ROWS,
        id,
        row ->
            new Note(
                row.getString("author"),
                row.getString("text"),
                ColumnMapper.instant(row, "written_at")));
  }

  private <T> Uni<List<T>> list(String sql, UUID id, Function<Row, T> mapper) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(id))
        .map(rows -> rows.stream().map(mapper).toList());
  }

  private RemediationOutcome outcome(Row row) {
    try {
      return json.readValue(row.getJsonObject("outcome").encode(), RemediationOutcome.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outcome that was written can be read", e);
    }
  }
}
