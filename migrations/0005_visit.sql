-- Every visit and contact, as lists and returns read them, in the area of its day: a file that moves leaves its visits
-- where they were made, so that no later move changes an earlier return.
create table visit_record (
  county      text        not null collate "C",
  child_id    uuid        not null,
  seq         integer     not null,
  area        text        not null collate "C",
  day         date        not null,
  kind        text        not null,
  visitor_id  uuid        not null,
  visitor     text        not null,
  recorded_at timestamptz not null,
  primary key (county, child_id, seq)
);
create index visit_record_area on visit_record (area, day);
create index visit_record_visitor on visit_record (county, visitor_id, day);

-- Problems found, each with an owner, a day and a solution.
create table task_item (
  county   text    not null collate "C",
  child_id uuid    not null,
  no       integer not null,
  area     text    not null collate "C",
  title    text    not null,
  solution text    not null,
  owner    text    not null,
  opened   date    not null,
  due      date,
  closed   date,
  outcome  text,
  primary key (county, child_id, no)
);
create index task_item_open on task_item (area, due) where closed is null;

alter table visit_record enable row level security;
create policy visit_record_scope on visit_record
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table task_item enable row level security;
create policy task_item_scope on task_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update on visit_record, task_item to tonghu_app;
