-- What destinations have to hear, one row each, sent in order within its lane. The JSON is kept as
-- text: documents may hold a NUL, which jsonb refuses.
create table notice (
  seq             bigint generated always as identity primary key,
  id              uuid        not null unique,
  notice          uuid        not null,
  destination     int         not null,
  destinations    int         not null,
  tenant          text        not null,
  watcher         uuid        not null,
  lane            text        not null,
  type            text        not null,
  receiver        text        not null,
  tells           text        not null,
  alertname       text        not null,
  spec            text        not null,
  facts           text        not null,
  status          text        not null default 'pending' check (status in ('pending', 'delivered', 'skipped', 'dead')),
  attempts        int         not null default 0,
  since           timestamptz not null,
  next_attempt_at timestamptz not null,
  token           bigint      not null default 0,
  lease_owner     uuid,
  lease_until     timestamptz,
  last_error      text,
  created_at      timestamptz not null,
  finished_at     timestamptz,
  unique (notice, destination)
);
create index notice_pending on notice (lane, seq) where status = 'pending';
create index notice_due on notice (next_attempt_at) where status = 'pending';
create index notice_dead on notice (tenant) where status = 'dead';
create index notice_history on notice (tenant, seq desc);
create index notice_of_watcher on notice (watcher, seq desc);
create index notice_age on notice (finished_at) where finished_at is not null;
