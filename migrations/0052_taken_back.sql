-- What was given to a department and taken back again: the row of the giving stays as it was (网络数据安全管理条例 12), and this
-- says of how many of its children (docs/decisions/0059). No child is named, and no reason: that stands in the child's file.
create table export_recall (
  id         uuid        not null,
  sending_id uuid        not null references export_sending (id),
  area       text        not null collate "C",
  person_id  uuid        not null,
  person     text        not null,
  children   integer     not null check (children > 0),
  at         timestamptz not null,
  primary key (sending_id, id)
);
alter table export_recall enable row level security;
create policy export_recall_scope on export_recall
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

-- Files of these kinds and this area that were made up to a moment are handed out no more: a child was erased, or taken back.
create table export_cut (
  kind text        not null,
  area text        not null collate "C",
  at   timestamptz not null,
  primary key (kind, area, at)
);
-- Nothing of anybody stands in it, and whoever fetches a file asks it, a department of another area too.
alter table export_cut enable row level security;
create policy export_cut_all on export_cut using (true);

grant select, insert on export_recall, export_cut to tonghu_app;

-- What waits of conferences for a department that works offline: kept by the server as long as the others are.
insert into export_term (kind, minutes) values ('conference', 120);
