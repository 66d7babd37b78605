-- Photos and signatures beside a child's file (docs/decisions/0030-attachments.md): each sealed under the child's own key,
-- written in the transaction of its entry. The area follows the file.
create table attachment_file (
  child_id   uuid    not null,
  id         uuid    not null,
  seq        integer not null,
  area       text    not null collate "C",
  kind       text    not null check (kind in ('photo', 'signature')),
  of_command uuid    not null,
  day        date    not null,
  size       integer not null check (size > 0),
  sealed     bytea   not null,
  primary key (child_id, id)
);
-- What is on its way: parts of attachments as they came, until the last one is here.
create table attachment_part (
  child_id    uuid        not null,
  id          uuid        not null,
  at          integer     not null check (at >= 0),
  area        text        not null collate "C",
  size        integer     not null check (size > 0),
  sealed      bytea       not null,
  received_at timestamptz not null,
  primary key (child_id, id, at)
);
-- Sealed bytes do not compress.
alter table attachment_file alter column sealed set storage external;
alter table attachment_part alter column sealed set storage external;

alter table attachment_file enable row level security;
create policy attachment_file_scope on attachment_file
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table attachment_part enable row level security;
create policy attachment_part_scope on attachment_part
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
grant select, insert on attachment_file to tonghu_app;
grant update (area) on attachment_file to tonghu_app;
grant select, insert, delete on attachment_part to tonghu_app;
grant update (area) on attachment_part to tonghu_app;

-- A former phone's attachment, sealed under a key that lies in its box (0019): the box alone does not hold it.
-- Whoever has decided needs it no more.
alter table sync_salvage add column file bytea;
alter table sync_salvage alter column file set storage external;
grant update (file) on sync_salvage to tonghu_app;
