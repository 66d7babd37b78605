-- What was held of a child's standing, for every day, and when it was known: returns are counted from it as of any
-- day and as of any moment of knowledge. Keyed by county (databases.md, rule 6); rows are never changed but to note
-- when a later assessment took their place.
create table grade_standing (
  county        text        not null collate "C",
  child_id      uuid        not null,
  seq           integer     not null,
  from_day      date        not null,
  to_day        date        not null,
  area          text        not null collate "C",
  level         text,
  served        boolean     not null,
  profile       text        not null,
  tracked_on    date,
  recorded_at   timestamptz not null,
  superseded_at timestamptz,
  primary key (county, child_id, seq, from_day)
);
create index grade_standing_area on grade_standing (area, from_day);
create index grade_standing_live on grade_standing (child_id) where superseded_at is null;

alter table grade_standing enable row level security;
create policy grade_standing_scope on grade_standing
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update on grade_standing to tonghu_app;
