-- Keeping, sealing and deleting (docs/decisions/0022-retention.md), guardians' requests, and what happened to the
-- installation as a whole.

-- Closed files as far as their keeping goes: a view of the journal. No name stands here: a sealed file is in no list.
create table retention_file (
  county      text    not null collate "C",
  child_id    uuid    not null,
  area        text    not null collate "C",
  closed_on   date    not null,
  adult_on    date,
  marks       text[]  not null,
  sealed_on   date,
  proposed_on date,
  proposed_by uuid,
  deleted_on  date,
  seq         integer not null,
  primary key (county, child_id)
);
create index retention_file_closed on retention_file (area, closed_on);

-- The register of deletions (删除清册): stays for ever, and says nothing of the child but its number.
create table retention_deletion (
  child_id     uuid        not null primary key,
  area         text        not null collate "C",
  kind         text        not null,
  keep         text        not null,
  clause       text        not null,
  closed_on    date        not null,
  sealed_on    date        not null,
  proposed_by  uuid        not null,
  proposed_on  date        not null,
  confirmed_by uuid        not null,
  confirmed_at timestamptz not null,
  erased_at    timestamptz
);
create index retention_deletion_area on retention_deletion (area, child_id);

-- Guardians' requests (未成年人网络保护条例 34): a view of the journal, without anybody's name.
create table rights_request (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  area       text    not null collate "C",
  claim      text    not null,
  relation   text    not null,
  asked_on   date    not null,
  due        date    not null,
  decided_on date,
  decision   text,
  ended_on   date,
  ending     text,
  digest     text,
  primary key (county, child_id, no)
);
create index rights_request_area on rights_request (area, due);

-- What a guardian is given is made, watermarked and logged like every file that leaves (0017).
insert into export_term (kind, minutes) values ('rights', 60);

-- Backups, verifications, restores and changes of keys, for the yearly audit (未成年人网络保护条例 37).
create table report_event (
  id     uuid        not null primary key,
  at     timestamptz not null,
  kind   text        not null check (kind in ('backup', 'verify', 'restore', 'key_rotation')),
  ok     boolean     not null,
  detail jsonb       not null
);
create index report_event_at on report_event (at);

-- Read where reports are drawn, and by nothing that shows children.
alter table report_event enable row level security;
create policy report_event_read on report_event for select
  using (nullif(current_setting('app.traces', true), '') = 'read');

alter table retention_file enable row level security;
create policy retention_file_scope on retention_file
  using (case when area >= nullif(current_setting('app.area_lo', true), '')
    and area < nullif(current_setting('app.area_hi', true), '') then true else false end);
alter table retention_deletion enable row level security;
create policy retention_deletion_scope on retention_deletion
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table rights_request enable row level security;
create policy rights_request_scope on rights_request
  using (case when area >= nullif(current_setting('app.area_lo', true), '')
    and area < nullif(current_setting('app.area_hi', true), '') then true else false end);

grant select, insert, update, delete on retention_file to tonghu_app;
grant select, insert, update on rights_request to tonghu_app;
grant select, insert on retention_deletion to tonghu_app;
grant update (erased_at) on retention_deletion to tonghu_app;
grant select on report_event to tonghu_app;
