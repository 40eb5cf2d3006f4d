-- Grows with every claim and never starts again, unlike the attempts, which a retry by hand resets.
alter table execution add column token bigint not null default 0;
