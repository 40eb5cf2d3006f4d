-- Whether late documents had their chance: each closed window is looked at again once.
alter table watcher_run add looked_again boolean not null default false;
