create table silence (
  id             uuid        primary key,
  tenant         text        not null,
  matchers       jsonb       not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  updated_at     timestamptz not null,
  created_by     text        not null,
  comment        text        not null,
  check (starts_at <= ends_at)
);
create index silence_in_force on silence (tenant, ends_at);
create index silence_age on silence (ends_at);

-- A source that inhibits is found by the labels that it must have.
create index alert_labels on alert using gin (labels jsonb_path_ops)
  with (fastupdate = off) where status = 'firing'; -- a list of what is pending would be read each time

-- A muted alert of whose episode a notification of its group did not speak is new to the receiver
-- when it is muted no longer.
alter table alert_group_member add column left_out boolean not null default false;
