create table tenant (
  name       text        primary key,
  title      text        not null,
  enabled    boolean     not null default true,
  created_at timestamptz not null,
  created_by text        not null
);

-- A person. The name is one in the whole suite: it is what is typed at a login.
create table account (
  name       text        primary key,
  tenant     text        not null references tenant,
  role       text        not null check (role in ('viewer', 'operator', 'admin')),
  password   text        not null, -- a slow hash, never the password
  enabled    boolean     not null default true,
  created_at timestamptz not null,
  created_by text        not null
);
create index account_tenant on account (tenant, name);

create table api_key (
  id           uuid        primary key,
  tenant       text        not null references tenant,
  name         text        not null,
  role         text        not null check (role in ('viewer', 'operator', 'admin')),
  sha256       text        not null unique,
  created_at   timestamptz not null,
  created_by   text        not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  unique (tenant, name)
);

-- Who changed what. Rows are never changed.
create table audit (
  seq    bigint generated always as identity primary key,
  tenant text        not null,
  at     timestamptz not null,
  actor  text        not null,
  role   text        not null,
  action text        not null,
  object text        not null,
  detail jsonb       not null
);
create index audit_history on audit (tenant, seq desc);
create index audit_age on audit (at);
