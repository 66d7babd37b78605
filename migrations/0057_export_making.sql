-- Files that are being made, and those that came to nothing (docs/decisions/0061-stopped.md): how far it is, that it is
-- to stop, and how it ended. A made one has its row in export_ledger besides. Kept as that is: who had what begun, and
-- stopped, is part of what the ledger tells. No row holds anything of a child.
create table export_making (
  id         uuid        not null primary key,
  area       text        not null collate "C",
  person_id  uuid        not null,
  person     text        not null,
  post       text        not null,
  -- Where a department's officer asked for it: whose alone it is.
  department text,
  kind       text        not null,
  name       text        not null,
  purpose    text        not null,
  state      text        not null check (state in ('running', 'stopping', 'made', 'stopped', 'failed')),
  -- Lines that are written, and how many there will be, where that is known.
  done       integer     not null check (done >= 0),
  total      integer     check (total >= 0),
  begun_at   timestamptz not null,
  -- Said anew all the time: a server that ended in the middle is told by its silence.
  touched_at timestamptz not null,
  ended_at   timestamptz
);
create index export_making_area on export_making (area, id);

alter table export_making enable row level security;
create policy export_making_scope on export_making
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy export_making_department on export_making
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

grant select, insert, update on export_making to tonghu_app;
