-- Events written in the transaction of the change that causes them; relayed in order per key.
create table outbox (
  id       bigint generated always as identity primary key,
  slot     smallint    not null,
  event_id uuid        not null unique,
  topic    text        not null,
  key      text        not null,
  source   text        not null,
  time     timestamptz not null,
  json     text        not null
);
create index outbox_by_slot on outbox (slot, id);

-- Who may do what alone, until when. The token grows with every change of hands.
create table lease (
  name  text        primary key,
  owner uuid        not null,
  token bigint      not null,
  until timestamptz not null
);
