-- The ledger (台账): for each child, one row per stretch of days of its present standing, so that a due list or a page
-- asks for one day and is right without any nightly job. Keyed by county (databases.md, rule 6).
create table caselist (
  county       text    not null collate "C",
  child_id     uuid    not null,
  from_day     date    not null,
  to_day       date    not null,
  area         text    not null collate "C",
  open         boolean not null,
  name         text    not null,
  sex          text,
  birth_date   date    not null,
  level        text,
  rank         smallint not null,
  served       boolean not null,
  ledgers      text[]  not null,
  categories   text[]  not null,
  kinds        text[]  not null,
  grounds      text[]  not null,
  suspected    text[]  not null,
  unknown      text[]  not null,
  panel        boolean not null,
  proposed     text,
  guardian     text,
  last_home    date,
  last_contact date,
  home_due     date,
  contact_due  date,
  due_on       date,
  policy_ref   text,
  primary key (county, child_id, from_day)
);
create index caselist_due on caselist (area, due_on) where due_on is not null;
create index caselist_rank on caselist (county, rank, child_id);
create index caselist_village on caselist (area, rank, child_id);
create index caselist_proposed on caselist (area) where proposed is not null;

alter table caselist enable row level security;
create policy caselist_scope on caselist
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on caselist to tonghu_app;
