-- What was decided of an alert in a group, where that changed.
create table decision (
  seq         bigint generated always as identity primary key,
  tenant      text        not null,
  fingerprint text        not null,
  group_key   text        not null,
  receiver    text        not null,
  starts_at   timestamptz not null,
  reason      text        not null,
  detail      text        not null,
  decided_at  timestamptz not null
);
create index decision_by_alert on decision (tenant, fingerprint, seq desc);
create index decision_age on decision (decided_at);

-- When alerts began and ended, for rehearsals: refreshes are not in it.
create table observation (
  seq         bigint generated always as identity primary key,
  tenant      text        not null,
  fingerprint text        not null,
  status      text        not null check (status in ('firing', 'resolved')),
  labels      jsonb       not null,
  starts_at   timestamptz not null,
  observed_at timestamptz not null
);
create index observation_by_alert on observation (tenant, fingerprint, seq desc);
create index observation_history on observation (tenant, observed_at);
create index observation_age on observation (observed_at);

-- What a group's notifications became; a group's key may be longer than an index takes.
create index delivery_group on delivery (tenant, md5(notification ->> 'groupKey'), seq desc);

-- What ended since a time.
create index alert_ended on alert (coalesce(ends_at, observed_at)) where status = 'resolved';
