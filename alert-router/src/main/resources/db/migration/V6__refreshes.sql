-- Most of what comes in says again what is known and vouches for it a little longer. Such a change
-- rewrites the row alone if it touches no column that an index holds, and if its page has room.
alter table alert set (fillfactor = 70);

-- Of what the alert says beside labels and times, and of the routing that it was sorted by: when
-- an observation has the same, only times have moved. 0 is nobody's: all are sorted once more.
alter table alert add column digest bigint not null default 0;

-- When to look whether its source still vouches for an alert that fires: never after ends_at.
alter table alert add column check_at timestamptz;
update alert set check_at = ends_at where status = 'firing';
drop index alert_deadlines;
create index alert_deadlines on alert (check_at) where status = 'firing' and check_at is not null;

-- Since when it can be forgotten.
alter table alert add column resolved_at timestamptz;
update alert set resolved_at = observed_at where status = 'resolved';
drop index alert_age;
create index alert_age on alert (resolved_at) where status = 'resolved';
