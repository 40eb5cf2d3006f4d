-- What a freshness monitor remembers beside the definition of its watcher: what its switches hide,
-- where it comes from, and whether its discovery has lost sight of it.
create table freshness_monitor (
  watcher    uuid        primary key references watcher on delete cascade,
  created_at timestamptz not null,
  origin     text        not null default 'api',
  gone       boolean     not null default false,
  webhook    text,
  runbook    text,
  target     text
);
create index freshness_origin on freshness_monitor (origin);

-- The last look of each configured source of discovery.
create table discovery_source (
  tenant    text        not null,
  name      text        not null,
  looked_at timestamptz not null,
  found     int         not null,
  added     int         not null,
  disabled  int         not null,
  complaint text,
  primary key (tenant, name)
);
