-- A definition is kept as it was written, in JSON: a new field of it needs no column. What the
-- engine asks about without reading it (tenant, name, enabled) stays beside it.
alter table watcher
  add definition text,
  add version    int         not null default 1,
  add author     text        not null default 'vigia',
  add updated_at timestamptz not null default now();

update watcher set definition = jsonb_build_object(
  'name', name, 'template', template, 'index', index_pattern, 'timestamp', timestamp_field,
  'every', run_every, 'window', time_window, 'delay', query_delay, 'for', for_runs,
  'alertname', alertname, 'severity', severity, 'parameters', parameters::jsonb)::text;

alter table watcher
  alter column definition set not null,
  drop column template, drop column index_pattern, drop column timestamp_field,
  drop column run_every, drop column time_window, drop column query_delay, drop column for_runs,
  drop column alertname, drop column severity, drop column parameters;
