-- Lists of children by level that go to other departments (名单通报: 粤民发〔2024〕32号 四(三); docs/decisions/0052). A list is a
-- subject of the journal of its own; that a child was told of, and how it was helped, are entries of the child's file.
create table bulletin_list (
  county      text not null collate "C",
  id          uuid not null,
  area        text not null collate "C",
  department  text not null,
  item        text not null,
  kind        text not null,
  stage       text not null,
  composed_on date not null,
  composer_id uuid not null,
  -- A second person still has to look at it.
  waits       boolean not null,
  sent_on     date,
  received_on date,
  primary key (county, id)
);
create index bulletin_list_area on bulletin_list (area, composed_on, id);
create index bulletin_list_department on bulletin_list (department, area, sent_on);

alter table bulletin_list enable row level security;
create policy bulletin_list_scope on bulletin_list
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
-- A department's officer sees what was sent to this department in this area, and that it was taken back.
create policy bulletin_list_department on bulletin_list for select
  using (sent_on is not null and department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

-- Who was told of which child: without anybody's name, and without what was given.
create table bulletin_told (
  county      text not null collate "C",
  child_id    uuid not null,
  list_id     uuid not null,
  area        text not null collate "C",
  -- Whose department it went to; the child may move, and its list does not.
  to_area     text not null collate "C",
  department  text not null,
  level       text not null,
  rank        integer not null,
  told_on     date not null,
  recalled_on date,
  helps       integer not null,
  helped_on   date,
  primary key (county, child_id, list_id)
);
create index bulletin_told_list on bulletin_told (list_id, rank, child_id);

alter table bulletin_told enable row level security;
create policy bulletin_told_scope on bulletin_told
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
-- The office that told knows what it told, also of a child that lives elsewhere now.
create policy bulletin_told_office on bulletin_told for select
  using (to_area >= nullif(current_setting('app.area_lo', true), '') and to_area < nullif(current_setting('app.area_hi', true), ''));
create policy bulletin_told_department on bulletin_told for select
  using (department = nullif(current_setting('app.department', true), '')
    and to_area >= nullif(current_setting('app.department_lo', true), '') and to_area < nullif(current_setting('app.department_hi', true), ''));

-- What a list that is being made proposes, frozen at its moment; gone once it is sent.
create table bulletin_draft (
  county   text not null collate "C",
  child_id uuid not null,
  list_id  uuid not null,
  area     text not null collate "C",
  level    text not null,
  rank     integer not null,
  -- Its level in the list before; null where it was not on it.
  before   text,
  added    boolean not null,
  out      boolean not null,
  primary key (county, child_id, list_id)
);
create index bulletin_draft_list on bulletin_draft (list_id, rank, child_id);

alter table bulletin_draft enable row level security;
create policy bulletin_draft_scope on bulletin_draft
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

-- The list as a workbook for a department that works offline: kept by the server as long as other lists are.
insert into export_term (kind, minutes) values ('bulletin', 120);

grant select, insert, update, delete on bulletin_list, bulletin_told, bulletin_draft to tonghu_app;
