-- Agents are heard in two ways, each with a watch clock of its own: Kafka's stands still while
-- heartbeats wait there, that of HTTP while no router looks.
alter table watch_clock drop column one;
alter table watch_clock add column way text not null default 'kafka' primary key
  check (way in ('kafka', 'http'));
alter table watch_clock add column resumed_at timestamptz not null default now();
insert into watch_clock (way) values ('http');

-- due_ms: the watch clock's reading at which the agent is silent, unless it is heard before.
-- clock_offset_ms: how late its last heartbeat came by its own clock; late_offset_ms: the same of
-- one that came too late to be a sign of life. skewed: heartbeats in a row with a wrong clock.
-- cut: silent with its whole site.
alter table agent
  add column way             text    not null default 'kafka' check (way in ('kafka', 'http')),
  add column site            text,
  add column interval_ms     bigint  not null default 10000,
  add column deadline_ms     bigint  not null default 30000,
  add column due_ms          bigint  not null default 0,
  add column clock_offset_ms bigint  not null default 0,
  add column late_offset_ms  bigint,
  add column skewed          int     not null default 0,
  add column skew_since      timestamptz,
  add column cut             boolean not null default false;
-- Until it is heard again, an agent has the deadline of the interval that it last told.
update agent
   set interval_ms = least(86400000,
                           extract(epoch from (heartbeat->>'interval')::interval) * 1000)::bigint
 where heartbeat->>'interval' ~ '^PT(?=[0-9])([0-9]{1,8}H)?([0-9]{1,2}M)?([0-9]{1,2}([.][0-9]+)?S)?$';
update agent set deadline_ms = greatest(30000, 3 * interval_ms);
update agent set due_ms = heard_ms + deadline_ms;
drop index agent_silence;
drop index agent_age;
create index agent_due on agent (way, due_ms) where silent_since is null;
create index agent_silent on agent (way, tenant, name) where silent_since is not null;
create index agent_skew on agent (way, tenant, name) where skewed >= 3 or skew_since is not null;
create index agent_site on agent (tenant, site) where site is not null;
alter table agent set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Sites all of whose agents are silent: one alert stands for them.
create table site_cut (
  tenant text        not null,
  way    text        not null,
  site   text        not null,
  since  timestamptz not null,
  primary key (tenant, way, site)
);

-- While one is in force, what it matches raises no alert; a full deadline follows.
create table maintenance (
  id         uuid        primary key,
  tenant     text        not null,
  matchers   text[]      not null,
  starts_at  timestamptz,
  ends_at    timestamptz,
  recurring  text,
  comment    text        not null,
  created_by text        not null,
  created_at timestamptz not null
);
create index maintenance_of_tenant on maintenance (tenant, created_at);

-- A job that reports by a URL. The token is known by its SHA-256 alone.
create table push_monitor (
  id           uuid        primary key,
  tenant       text        not null,
  name         text        not null,
  token_sha256 text        not null unique,
  schedule     jsonb       not null,
  labels       jsonb       not null,
  severity     text        not null,
  created_by   text        not null,
  created_at   timestamptz not null,
  paused       boolean     not null default false,
  counts_from  timestamptz not null,
  started_at   timestamptz,
  last_ping    jsonb,
  duration_ms  bigint,
  down         text check (down in ('MISSED', 'FAILED', 'OVERRUN')),
  down_since   timestamptz,
  due_at       timestamptz not null,
  unique (tenant, name)
);
create index push_monitor_due on push_monitor (due_at) where not paused;

create table push_ping (
  seq     bigint generated always as identity primary key,
  monitor uuid        not null references push_monitor on delete cascade,
  at      timestamptz not null,
  kind    text        not null,
  exit    int,
  body    text,
  source  text        not null
);
create index push_ping_of_monitor on push_ping (monitor, seq desc);
