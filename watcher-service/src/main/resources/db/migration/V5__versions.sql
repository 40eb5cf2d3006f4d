-- What lists are filtered by, taken from the definition; what people do to a watcher without
-- changing its definition; and where the definition came from.
alter table watcher
  add template      text generated always as (definition::jsonb ->> 'template') stored,
  add index_pattern text generated always as (definition::jsonb ->> 'index') stored,
  add origin        text not null default 'api',
  add paused_until  timestamptz,
  add pause_reason  text,
  add paused_by     text;

update watcher set origin = 'built-in' where author = 'vigia';

-- A version outlives its watcher: the last one tells who deleted it.
create table watcher_version (
  tenant     text        not null,
  name       text        not null,
  version    int         not null,
  watcher    uuid        not null,
  definition text        not null,
  author     text        not null,
  at         timestamptz not null,
  note       text        not null,
  deleted    boolean     not null default false,
  primary key (tenant, name, version)
);
create index watcher_version_age on watcher_version (at);

insert into watcher_version (tenant, name, version, watcher, definition, author, at, note)
select tenant, name, version, id, definition, author, updated_at, '' from watcher;

-- What was built in is added once; from then on it is the user's to change or delete.
create table watcher_seed (
  name text primary key
);
insert into watcher_seed select name from watcher where author = 'vigia' and tenant = 'default';
