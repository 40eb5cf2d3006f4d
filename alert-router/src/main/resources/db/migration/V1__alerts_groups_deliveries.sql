create table alert (
  tenant        text        not null,
  fingerprint   text        not null,
  status        text        not null check (status in ('firing', 'resolved')),
  labels        jsonb       not null,
  annotations   jsonb       not null,
  starts_at     timestamptz not null,
  ends_at       timestamptz,
  observed_at   timestamptz not null,
  value         double precision,
  source        text        not null,
  generator_url text,
  remediation   jsonb,
  primary key (tenant, fingerprint)
);
create index alert_age on alert (observed_at) where status = 'resolved';
create index alert_deadlines on alert (ends_at) where status = 'firing' and ends_at is not null;

-- A group: the alerts of one route that share the labels it groups by.
create table alert_group (
  tenant            text        not null,
  group_key         text        not null,
  route             text        not null,
  group_labels      jsonb       not null,
  next_flush_at     timestamptz,
  notified_firing   text[]      not null default '{}',
  notified_resolved text[]      not null default '{}',
  notified_at       timestamptz,
  primary key (tenant, group_key)
);
create index alert_group_due on alert_group (next_flush_at) where next_flush_at is not null;

create table alert_group_member (
  tenant      text not null,
  group_key   text not null,
  fingerprint text not null,
  primary key (tenant, group_key, fingerprint),
  foreign key (tenant, group_key) references alert_group on delete cascade
);
create index member_by_alert on alert_group_member (tenant, fingerprint);

-- The outbox of notifications: one row per integration, sent in order within its lane.
create table delivery (
  seq             bigint generated always as identity primary key,
  id              uuid        not null unique,
  tenant          text        not null,
  lane            text        not null,
  receiver        text        not null,
  integration     text        not null,
  reason          text        not null,
  notification    jsonb       not null,
  status          text        not null default 'pending' check (status in ('pending', 'delivered', 'skipped', 'dead')),
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null,
  lease_owner     uuid,
  lease_until     timestamptz,
  last_error      text,
  created_at      timestamptz not null,
  finished_at     timestamptz
);
create index delivery_pending on delivery (lane, seq) where status = 'pending';
create index delivery_due on delivery (next_attempt_at) where status = 'pending';
create index delivery_history on delivery (tenant, seq desc);
create index delivery_age on delivery (finished_at) where finished_at is not null;

create table agent (
  tenant      text        not null,
  name        text        not null,
  sequence    bigint      not null,
  cycle_start timestamptz not null,
  heartbeat   jsonb       not null,
  primary key (tenant, name)
);

create table remediation_outcome (
  tenant      text        not null,
  execution   uuid        primary key,
  episode     text        not null,
  outcome     jsonb       not null,
  received_at timestamptz not null
);
create index outcome_history on remediation_outcome (tenant, received_at desc);
