-- Departments' lists held against the ledger, and what does not agree (粤民发〔2024〕32号 四(一)(二); docs/decisions/0032).

-- A list as it came, and how far its comparison is: counts alone. Its content lies sealed on disk while it is read, under a
-- key of the list's own in journal_key.
create table comparison_list (
  id           uuid        not null primary key,
  area         text        not null collate "C",
  department   text        not null,
  kind         text        not null,
  title        text        not null,
  -- As of which day the department drew it.
  day          date        not null,
  file_name    text        not null,
  sha256       text        not null,
  status       text        not null check (status in ('running', 'done', 'failed', 'cancelled')),
  stage        text        not null check (stage in ('reading', 'matching', 'settling', 'ended')),
  -- Per cent of the stage, where it is known.
  progress     integer     not null default 0,
  rows_read    integer     not null default 0,
  refused      integer     not null default 0,
  adults       integer     not null default 0,
  matched      integer     not null default 0,
  review       integer     not null default 0,
  raised       integer     not null default 0,
  standing     integer     not null default 0,
  answered     integer     not null default 0,
  gone         integer     not null default 0,
  problem      text,
  detail       text,
  actor_id     uuid        not null,
  actor        text        not null,
  post         text        not null,
  started_at   timestamptz not null,
  finished_at  timestamptz
);
create index comparison_list_area on comparison_list (area, started_at desc);
create unique index comparison_list_once on comparison_list (area, kind, day, sha256) where status in ('running', 'done');

-- Of a list's lines those that somebody has to look at again: unreadable, perhaps somebody of the ledger, or not agreeing
-- with it. What they say is sealed under the list's key; lines that agree are not kept.
create table comparison_row (
  list_id     uuid    not null,
  n           integer not null,
  area        text    not null collate "C",
  department  text    not null,
  fate        text    not null check (fate in ('refused', 'review', 'anomaly', 'unregistered', 'same', 'different')),
  child_id    uuid,
  probability real,
  finding     text,
  sealed      bytea   not null,
  decided_by  uuid,
  decided_at  timestamptz,
  primary key (list_id, n)
);
create index comparison_row_fate on comparison_row (list_id, fate, n);

-- What does not agree, of children of the ledger: a view of the journal, without anybody's name.
create table anomaly_item (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  area       text    not null collate "C",
  comparison text    not null,
  department text    not null,
  finding    text    not null,
  list_id    uuid    not null,
  row_no     integer,
  raised_on  date    not null,
  due        date    not null,
  verdict    text,
  closed_on  date,
  primary key (county, child_id, no)
);
create index anomaly_item_open on anomaly_item (area, due) where closed_on is null;
create index anomaly_item_list on anomaly_item (comparison, area);

-- Lines that ought to be in the ledger and are not. `digest` is made with the installation's key from who the line is about,
-- so that next month's line is known again; what it says is sealed under a key of its own in journal_key.
create table anomaly_unregistered (
  county     text    not null collate "C",
  digest     text    not null,
  id         uuid    not null,
  area       text    not null collate "C",
  comparison text    not null,
  department text    not null,
  list_id    uuid    not null,
  row_no     integer not null,
  -- The list that said so first; list_id is the last one.
  raised_by  uuid    not null,
  raised_on  date    not null,
  due        date    not null,
  sealed     bytea   not null,
  verdict    text,
  closed_on  date,
  child_id   uuid,
  closed_by  uuid,
  primary key (county, comparison, digest)
);
create index anomaly_unregistered_open on anomaly_unregistered (area, due) where closed_on is null;
create index anomaly_unregistered_id on anomaly_unregistered (id);

alter table comparison_list enable row level security;
create policy comparison_list_scope on comparison_list
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy comparison_list_department on comparison_list
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));
alter table comparison_row enable row level security;
create policy comparison_row_scope on comparison_row
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy comparison_row_department on comparison_row for select
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

-- A department sees what became of lines that it sent; of children who are missing from its list it sees nothing here.
alter table anomaly_item enable row level security;
create policy anomaly_item_scope on anomaly_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy anomaly_item_department on anomaly_item for select
  using (row_no is not null and department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));
alter table anomaly_unregistered enable row level security;
create policy anomaly_unregistered_scope on anomaly_unregistered
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy anomaly_unregistered_department on anomaly_unregistered for select
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

grant select, insert, update on comparison_list, anomaly_unregistered to tonghu_app;
grant select, insert, update, delete on comparison_row, anomaly_item to tonghu_app;
