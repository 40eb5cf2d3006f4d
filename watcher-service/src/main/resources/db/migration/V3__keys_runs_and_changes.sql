-- What the engine knows of a watcher as a whole.
alter table watcher_state
  add version        int         not null default 0, -- of the definition that it was enrolled with
  add judged         int         not null default 0, -- of the definition that last ran
  add asked_until    timestamptz,                    -- the end of the last window: no gap may follow
  add verdict        text        not null default 'ok',
  add slow           boolean     not null default false,
  add last_run_at    timestamptz,
  add last_ok_at     timestamptz,
  add last_breach_at timestamptz,
  add breaches       int         not null default 0; -- runs in a row

-- What is believed of each key of a watcher. A key that is quiet and not to be remembered has no row.
create table watcher_key (
  watcher uuid        not null references watcher on delete cascade,
  id      uuid        not null, -- of the key's text, which may be long
  key     jsonb       not null,
  state   jsonb       not null,
  seen_at timestamptz not null,
  primary key (watcher, id)
);

insert into watcher_key (watcher, id, key, state, seen_at)
  select watcher, '99914b93-2bd3-3a50-b983-c5e7c90ae93b', '{}', state, now()
    from watcher_state where state ->> 'is' in ('pending', 'firing');
alter table watcher_state drop column state;

-- The last runs of each watcher: a ring of slots, each written again and again.
drop table watcher_run;
create table watcher_run (
  watcher     uuid        not null references watcher on delete cascade,
  slot        int         not null,
  tenant      text        not null,
  version     int         not null,
  due_at      timestamptz not null,
  started_at  timestamptz not null,
  finished_at timestamptz not null,
  window_from timestamptz not null,
  window_to   timestamptz not null,
  verdict     text        not null,
  value       double precision,
  reason      text        not null,
  keys        int         not null default 0,
  breached    jsonb, -- the keys that breached; null when none
  corrected   boolean     not null default false,
  primary key (watcher, slot)
) with (fillfactor = 60);

-- Every change of what is believed.
create table watcher_change (
  seq         bigint      generated always as identity primary key,
  watcher     uuid        not null references watcher on delete cascade,
  tenant      text        not null,
  at          timestamptz not null,
  due_at      timestamptz not null,
  key         jsonb       not null,
  change      text        not null,
  value       double precision,
  reason      text        not null,
  fingerprint text
);
create index change_history on watcher_change (tenant, seq desc);
create index change_of_watcher on watcher_change (watcher, seq desc);
create index change_age on watcher_change (at);
