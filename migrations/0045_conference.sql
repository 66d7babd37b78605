-- Conferences on a child (粤民发〔2024〕32号 四(二); docs/decisions/0051): views of the journal, without anybody's name and
-- without what was given, said or decided, which stays in the sealed file.
create table conference_item (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  area       text    not null collate "C",
  stage      text    not null check (stage in ('called', 'held', 'closed', 'cancelled')),
  called_on  date    not null,
  -- The day of the meeting.
  meets      date    not null,
  review_on  date,
  -- How many decisions it has, and how many of them nobody has fulfilled yet.
  decisions  integer not null,
  open       integer not null,
  due        date,
  remind_on  date,
  climbs_on  date,
  ended_on   date,
  outcome    text,
  primary key (county, child_id, no)
);
create index conference_item_open on conference_item (area, called_on) where ended_on is null;
create index conference_item_ended on conference_item (area, called_on) where ended_on is not null;

-- Who was invited: what a department sees of a conference begins here.
create table conference_invited (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  department text    not null,
  area       text    not null collate "C",
  -- Whose department was invited; the child may move, and nothing goes to another place's department by it.
  to_area    text    not null collate "C",
  stage      text    not null,
  answer     text    not null,
  called_on  date    not null,
  meets      date    not null,
  open       integer not null,
  -- It has still to answer, or a decision of its own to fulfil.
  waits      boolean not null,
  due        date,
  remind_on  date,
  climbs_on  date,
  primary key (county, child_id, no, department)
);
create index conference_invited_area on conference_invited (area);
create index conference_invited_department on conference_invited (department, to_area, called_on);

-- Decisions that nobody has fulfilled yet, the oldest first.
create table conference_decision (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  nth        integer not null,
  area       text    not null collate "C",
  department text,
  stage      text    not null,
  decided_on date    not null,
  due        date    not null,
  remind_on  date    not null,
  climbs_on  date    not null,
  primary key (county, child_id, no, nth)
);
create index conference_decision_open on conference_decision (area, decided_on);

alter table conference_item enable row level security;
create policy conference_item_scope on conference_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table conference_decision enable row level security;
create policy conference_decision_scope on conference_decision
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table conference_invited enable row level security;
create policy conference_invited_scope on conference_invited
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
-- A department's officer sees what this department was invited to in this area.
create policy conference_invited_department on conference_invited for select
  using (department = nullif(current_setting('app.department', true), '')
    and to_area >= nullif(current_setting('app.department_lo', true), '') and to_area < nullif(current_setting('app.department_hi', true), ''));

grant select, insert, update, delete on conference_item, conference_invited, conference_decision to tonghu_app;
