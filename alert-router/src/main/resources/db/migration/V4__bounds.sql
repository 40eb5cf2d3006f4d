-- Counting what fires of a tenant is an index scan.
create index alert_firing on alert (tenant) where status = 'firing';

-- Silent agents are found by age.
create index agent_age on agent (cycle_start);

-- What the last notification said stands beside each member, and no longer in an array that a
-- large group made as large as itself: the start of the episode that it was told of.
alter table alert_group_member add column told_starts_at timestamptz;
update alert_group_member m set told_starts_at = a.starts_at
  from alert a, alert_group g
 where a.tenant = m.tenant and a.fingerprint = m.fingerprint
   and g.tenant = m.tenant and g.group_key = m.group_key
   and a.fingerprint || '-' || floor(extract(epoch from a.starts_at) * 1000)::bigint
         = any(g.notified_firing);
alter table alert_group drop column notified_firing, drop column notified_resolved;
