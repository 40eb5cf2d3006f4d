-- Who has taken on which episode of an alert, and until when. Rows stay as the record of it.
create table acknowledgement (
  seq         bigint generated always as identity primary key,
  tenant      text        not null,
  fingerprint text        not null,
  starts_at   timestamptz not null,
  owner       text        not null,
  note        text        not null,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz, -- when it was withdrawn or another took its place
  ended_by    text
);
create unique index acknowledgement_present on acknowledgement (tenant, fingerprint) where ended_at is null;
create index acknowledgement_of_alert on acknowledgement (tenant, fingerprint, made_at);
create index acknowledgement_age on acknowledgement (expires_at);

-- The timer of one escalation for one alert that was told.
create table escalation (
  tenant       text        not null,
  name         text        not null,
  fingerprint  text        not null,
  starts_at    timestamptz not null,
  group_key    text        not null,
  group_labels jsonb       not null,
  step         int         not null, -- the next one, counted from 0
  step_at      timestamptz,          -- when it is due; null when none is left
  look_at      timestamptz,          -- when to look again: later than step_at while it is held
  told         text[]      not null default '{}', -- the receivers that must hear of the end
  primary key (tenant, name, fingerprint)
);
create index escalation_due on escalation (look_at) where look_at is not null;
create index escalation_of_alert on escalation (tenant, fingerprint);

-- What belongs to one cause.
create table incident (
  id              uuid        primary key,
  tenant          text        not null,
  cause           text        not null, -- the key of the group that opened it
  labels          jsonb       not null,
  opened_at       timestamptz not null, -- when the first alert began, by its source
  detected_at     timestamptz not null, -- when the router stored it
  firing          int         not null default 0,
  changed_at      timestamptz not null,
  ended_at        timestamptz,          -- the end of the last alert; null while one fires
  closed_at       timestamptz,
  told_at         timestamptz,          -- this and what follows is set when it closes
  acknowledged_at timestamptz,
  runbook         text                  -- which repaired it; null when a person did, or nobody
);
create unique index incident_open on incident (tenant, md5(cause)) where closed_at is null;
create index incident_quiet on incident (changed_at) where closed_at is null and firing = 0;
create index incident_history on incident (tenant, opened_at desc);
create index incident_closed on incident (tenant, closed_at) where closed_at is not null;
create index incident_age on incident (closed_at) where closed_at is not null;

-- The episodes of alerts that belong to it.
create table incident_alert (
  seq         bigint generated always as identity primary key,
  incident    uuid        not null references incident on delete cascade,
  tenant      text        not null,
  fingerprint text        not null,
  labels      jsonb       not null,
  starts_at   timestamptz not null,
  seen_at     timestamptz not null,
  ended_at    timestamptz
);
create unique index incident_alert_open on incident_alert (tenant, fingerprint) where ended_at is null;
create index incident_alert_of_incident on incident_alert (incident, starts_at);
create index incident_alert_of_alert on incident_alert (tenant, fingerprint, starts_at);
create index incident_alert_age on incident_alert (ended_at) where ended_at is not null;

create table incident_delivery (
  incident   uuid        not null references incident on delete cascade,
  delivery   uuid        not null,
  tenant     text        not null,
  created_at timestamptz not null,
  primary key (incident, delivery)
);
create index incident_delivery_age on incident_delivery (created_at);

create table incident_note (
  seq        bigint generated always as identity primary key,
  incident   uuid        not null references incident on delete cascade,
  tenant     text        not null,
  author     text        not null,
  text       text        not null,
  written_at timestamptz not null
);
create index incident_note_of_incident on incident_note (incident, seq);

create index outcome_of_episode on remediation_outcome (tenant, episode);
