-- Files that are handed out no more, owed from the entry on that takes a child back until its cut is written (export_cut): what
-- ended in between is settled at the next start or by the clock (docs/decisions/0059). Nobody's name stands in it.
create table export_cut_owed (
  id   uuid not null,
  kind text not null,
  area text not null collate "C",
  primary key (id, kind, area)
);
alter table export_cut_owed enable row level security;
create policy export_cut_owed_all on export_cut_owed using (true);
grant select, insert, delete on export_cut_owed to tonghu_app;

-- What came to nothing, or is on its way, is listed beside the ledger; what was made is most of it and is not among them.
create index export_making_unmade on export_making (id) where state <> 'made';
