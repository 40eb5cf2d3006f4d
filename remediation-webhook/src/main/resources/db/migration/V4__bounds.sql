-- Counting what is open of a tenant is an index scan; what is old is found by age.
create index execution_open_by_tenant on execution (tenant) where status in ('queued', 'running');
create index execution_age on execution (finished_at) where finished_at is not null;
create index resolved_episode_age on resolved_episode (at);
