create table execution (
  id           uuid        primary key,
  tenant       text        not null,
  runbook      text        not null,
  target       text        not null,
  fingerprint  text        not null,
  starts_at    timestamptz not null,
  alert        jsonb       not null,
  requested_by text        not null,
  status       text        not null check (status in ('queued', 'running', 'succeeded', 'failed', 'denied')),
  decision     text        not null default 'none',
  reason       text        not null default '',
  steps        jsonb       not null default '[]',
  verified     boolean     not null default false,
  detected_at  timestamptz not null,
  received_at  timestamptz not null,
  decided_at   timestamptz,
  acted_at     timestamptz,
  verified_at  timestamptz,
  finished_at  timestamptz,
  logged       boolean     not null default false,
  attempts     int         not null default 0,
  lease_owner  uuid,
  lease_until  timestamptz,
  -- one execution per alert, start and runbook, whatever arrives how often
  unique (tenant, fingerprint, starts_at, runbook)
);
create index execution_open on execution (received_at) where status in ('queued', 'running');
create index execution_recent on execution (tenant, received_at desc);
create index execution_decided on execution (tenant, decided_at desc) where decision = 'allowed';
create index execution_unlogged on execution (finished_at) where not logged;

-- The audit: written once, never changed.
create table execution_event (
  seq       bigint generated always as identity primary key,
  execution uuid        not null references execution on delete cascade,
  at        timestamptz not null,
  what      text        not null,
  detail    text        not null
);
create index event_by_execution on execution_event (execution, seq);

-- Episodes that Alertmanager says have ended.
create table resolved_episode (
  tenant      text        not null,
  fingerprint text        not null,
  starts_at   timestamptz not null,
  at          timestamptz not null,
  primary key (tenant, fingerprint, starts_at)
);

create table kill_switch (
  tenant     text        primary key,
  engaged    boolean     not null,
  reason     text        not null,
  changed_by text        not null,
  changed_at timestamptz not null
);
