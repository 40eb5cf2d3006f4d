-- Whether late documents may still change what a run found: each closed window is looked at again once.
alter table watcher_run add look_again boolean not null default false;
