-- The watch clock: it moves only while what the agents send is processed. One row.
create table watch_clock (
  one        boolean     primary key default true check (one),
  reading_ms bigint      not null default 0,
  resumed_ms bigint      not null default 0,
  moved_at   timestamptz not null default now()
);
insert into watch_clock default values;

-- heard_ms: what the watch clock showed when the last heartbeat was stored, heard_at: our own clock.
alter table agent add column heard_ms bigint not null default 0;
alter table agent add column heard_at timestamptz;
update agent set heard_at = cycle_start;
alter table agent alter column heard_at set not null;
-- heard_at of the last heartbeat before the silence; null while the agent reports.
alter table agent add column silent_since timestamptz;
create index agent_silence on agent (heard_ms) where silent_since is null;
