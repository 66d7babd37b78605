-- Notices (通知) between workers, and who has read them. Views of the journal. A notice holds nothing of any child but, where
-- it was written for marked rows of the ledger, which files it is about, by their ids: those stand apart, by their place.
create table notice_item (
  notice_id   uuid        not null,
  -- The office that wrote it.
  area        text        not null collate "C",
  -- Whom it is for: these posts in and below these places.
  areas       text[]      not null,
  posts       text[]      not null,
  title       text        not null,
  words       text        not null,
  read_by     date        not null,
  sender_id   uuid        not null,
  sender      text        not null,
  sent_at     timestamptz not null,
  reminders   integer     not null,
  reminded_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_why text,
  primary key (notice_id)
);
create index notice_item_area on notice_item (area, sent_at);
create index notice_item_areas on notice_item using gin (areas);

create table notice_reading (
  notice_id uuid        not null,
  person_id uuid        not null,
  area      text        not null collate "C",
  read_at   timestamptz not null,
  primary key (notice_id, person_id)
);

create table notice_child (
  notice_id uuid not null,
  child_id  uuid not null,
  area      text not null collate "C",
  primary key (notice_id, child_id)
);

-- Whoever's office wrote it or lies above it; and to read, whoever stands in one of the places that it is for.
alter table notice_item enable row level security;
create policy notice_item_scope on notice_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy notice_item_audience on notice_item for select
  using (areas && array[
    left(nullif(current_setting('app.area_lo', true), ''), 2), left(nullif(current_setting('app.area_lo', true), ''), 4),
    left(nullif(current_setting('app.area_lo', true), ''), 6), left(nullif(current_setting('app.area_lo', true), ''), 9),
    left(nullif(current_setting('app.area_lo', true), ''), 12)]);

alter table notice_reading enable row level security;
create policy notice_reading_scope on notice_reading
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

alter table notice_child enable row level security;
create policy notice_child_scope on notice_child
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on notice_item, notice_reading, notice_child to tonghu_app;
