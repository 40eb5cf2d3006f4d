create table watcher (
  id              uuid        primary key,
  tenant          text        not null,
  name            text        not null,
  template        text        not null,
  index_pattern   text        not null,
  timestamp_field text        not null,
  run_every       text        not null,
  time_window     text        not null,
  query_delay     text        not null,
  for_runs        int         not null check (for_runs > 0),
  alertname       text        not null,
  severity        text        not null,
  parameters      text        not null,
  enabled         boolean     not null default true,
  unique (tenant, name)
);

-- What the engine knows of a watcher; apart from what people edit.
create table watcher_state (
  watcher      uuid        primary key references watcher on delete cascade,
  next_run_at  timestamptz not null,
  state        jsonb,
  runs         bigint      not null default 0,
  lease_owner  uuid,
  lease_until  timestamptz
);
create index watcher_due on watcher_state (next_run_at);

create table watcher_run (
  seq     bigint generated always as identity primary key,
  watcher uuid        not null references watcher on delete cascade,
  tenant  text        not null,
  at      timestamptz not null,
  took_ms bigint      not null,
  verdict text        not null,
  value   double precision,
  reason  text        not null,
  query   text        not null
);
create index run_history on watcher_run (tenant, seq desc);
create index run_age on watcher_run (at);
