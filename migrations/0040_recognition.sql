-- Applications for being recognised as a child in fact without care (事实无人抚养: 民发〔2019〕62号; docs/decisions/0046): a view of
-- the journal, without anybody's name and without reasons, which stay in the sealed file.
create table recognition_item (
  county    text    not null collate "C",
  child_id  uuid    not null,
  no        integer not null,
  area      text    not null collate "C",
  kind      text    not null,
  stage     text    not null,
  -- Whose turn it is: township, county, none.
  waits     text    not null check (waits in ('township', 'county', 'none')),
  asked_on  date    not null,
  due       date,
  remind_on date,
  climbs_on date,
  ended_on  date,
  primary key (county, child_id, no)
);
create index recognition_item_open on recognition_item (area, asked_on) where ended_on is null;
create index recognition_item_ended on recognition_item (area, asked_on) where ended_on is not null;

-- No department has a policy here: it sees none.
alter table recognition_item enable row level security;
create policy recognition_item_scope on recognition_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on recognition_item to tonghu_app;
