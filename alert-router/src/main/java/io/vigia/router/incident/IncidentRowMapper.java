package io.vigia.router.incident;

import io.vertx.mutiny.sqlclient.Row;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;

/** Reads rows of the table {@code incident}. */
final class IncidentRowMapper {

  /** What is derived of incident i from other tables while it is open, and kept when it closes. */
  static final String FACTS =
      """
      (select min(d.finished_at) from incident_delivery l join delivery d on d.id = l.delivery
        where l.incident = i.id
          and (d.status = 'delivered' or d.status = 'digested' and exists (
            select 1 from delivery x where x.id = d.digest and x.status = 'delivered'))
          and d.integration not like 'remediation-%%') as told_at,
      least(
        (select min(k.made_at) from incident_alert e
           join acknowledgement k using (tenant, fingerprint)
          where e.incident = i.id and k.starts_at >= e.starts_at
            and (e.ended_at is null or k.starts_at <= e.ended_at)),
        (select min(n.written_at) from incident_note n where n.incident = i.id)) as acknowledged_at,
      (select o.outcome ->> 'runbook' from incident_alert e
         join remediation_outcome o on o.tenant = e.tenant and o.episode = %s
        where e.incident = i.id and o.outcome ->> 'status' = 'succeeded'
          and o.outcome ->> 'verified' = 'true'
        order by o.received_at limit 1) as runbook"""
          .formatted(IncidentRowMapper.EPISODE);

  /** The text form of the episode e. */
  static final String EPISODE =
      "e.fingerprint || '-' || floor(extract(epoch from e.starts_at) * 1000)::bigint";

  private IncidentRowMapper() {}

  static Incident incident(Row row) {
    return new Incident(
        row.getUUID("id"),
        row.getString("tenant"),
        row.getString("cause"),
        AlertRowMapper.labels(row),
        ColumnMapper.instant(row, "opened_at"),
        ColumnMapper.instant(row, "detected_at"),
        row.getInteger("firing"),
        ColumnMapper.instantOrNull(row, "ended_at"),
        ColumnMapper.instantOrNull(row, "closed_at"),
        ColumnMapper.instantOrNull(row, "told_at"),
        ColumnMapper.instantOrNull(row, "acknowledged_at"),
        row.getString("runbook"));
  }
}
