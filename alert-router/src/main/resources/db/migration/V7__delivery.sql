-- Whom a delivery goes to, as one word: circuits, rate limits and throttles are kept by it.
alter table delivery add column target text
  generated always as (receiver || '/' || integration) stored;

alter table delivery drop constraint delivery_status_check;
alter table delivery
  add constraint delivery_status_check
    check (status in ('pending', 'delivered', 'skipped', 'dead', 'digested')),
  -- false while a rate limit holds it back
  add column admitted boolean not null default true,
  -- a throttle let it wait: it is told only if its alerts still fire then
  add column held boolean not null default false,
  -- of a notifier that tells piece by piece: what is told already
  add column pieces text[] not null default '{}',
  -- since when it is tried; a replay begins anew
  add column waiting_since timestamptz not null default now(),
  add column handed_over_at timestamptz,
  -- the delivery for which this one stands in at a fallback receiver
  add column origin uuid,
  -- the delivery that tells this one with others
  add column digest uuid,
  add column replayed_by text,
  add column replayed_at timestamptz;
update delivery set waiting_since = created_at;

-- Claims go from receiver to receiver, so that what waits for a dead one is never looked at.
drop index delivery_due;
create index delivery_claim on delivery (target, seq) where status = 'pending' and admitted;
create index delivery_due on delivery (next_attempt_at) where status = 'pending' and admitted;
create index delivery_leased on delivery (target)
  where status = 'pending' and lease_until is not null;
create index delivery_held_back on delivery (target, tenant, seq)
  where status = 'pending' and not admitted and digest is null;
create index delivery_waiting on delivery (target, waiting_since) where status = 'pending';
create index delivery_by_digest on delivery (digest) where digest is not null;
create index delivery_dead on delivery (tenant, seq) where status = 'dead';

-- A receiver that did not answer lately.
create table circuit (
  target        text        primary key,
  failures      int         not null,
  failing_since timestamptz not null,
  opened_at     timestamptz not null,
  open_until    timestamptz not null,
  why           text        not null
);

-- When a tenant's last notifications to a receiver with a rate limit were let go.
create table rate_window (
  tenant       text          not null,
  target       text          not null,
  sent         timestamptz[] not null default '{}',
  closed_until timestamptz,
  updated_at   timestamptz   not null,
  primary key (tenant, target)
);

-- What a throttled receiver was last told of an alert; told_at lies ahead while it is held.
create table told_alert (
  tenant      text        not null,
  target      text        not null,
  fingerprint text        not null,
  starts_at   timestamptz not null,
  told_at     timestamptz not null,
  primary key (tenant, target, fingerprint)
);
create index told_alert_age on told_alert (told_at);
