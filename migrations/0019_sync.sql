-- Phones that work without signal (docs/decisions/0023-phone.md): when each was heard last and how many things it still
-- held then, for the supervisor. Nothing about where it was, and nothing of any child.
create table sync_phone (
  device_id  uuid        not null primary key references account_device (id),
  contact_at timestamptz not null,
  unsent     int         not null check (unsent >= 0)
);
-- Counted beside the village's files as they are sent, and read beside the phones: it tells of no child.
alter table sync_phone enable row level security;
create policy sync_phone_all on sync_phone using (true);
grant select, insert, update on sync_phone to tonghu_app;

-- What a phone still held when it was taken out of use, its village was given to somebody else, or its PIN was lost:
-- commands as they were sealed on the phone for the server alone, until the village's present director has decided.
create table sync_salvage (
  county      text        not null collate "C",
  id          uuid        not null,
  area        text        not null collate "C",
  device_id   uuid        not null,
  person_id   uuid        not null,
  person      text        not null,
  sealed      bytea       not null,
  received_at timestamptz not null,
  outcome     text        check (outcome in ('taken', 'dismissed')),
  decided_by  uuid,
  decided_at  timestamptz,
  primary key (county, id),
  check ((outcome is null) = (decided_by is null))
);
create index sync_salvage_open on sync_salvage (county, area) where outcome is null;
alter table sync_salvage enable row level security;
create policy sync_salvage_scope on sync_salvage
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
grant select, insert on sync_salvage to tonghu_app;
grant update (outcome, decided_by, decided_at) on sync_salvage to tonghu_app;
