-- What leaves the house: files taken along, and data given to other departments (docs/decisions/0021-leaving-the-house.md).
-- 个人信息保护法 56 and 网络数据安全管理条例 12: such records are kept three years at least. The application's role adds
-- rows and reads those of its area; nobody but the owner changes or removes one. No row holds anything of a child.

-- A file that was made to be taken along, with the digest of its content before anybody could fetch it.
create table export_ledger (
  id         uuid        not null primary key,
  -- Printed on the file: by it a copy that turns up elsewhere is found again.
  number     text        not null unique,
  -- What the file is of; the post's own area stands on the file.
  area       text        not null collate "C",
  person_id  uuid        not null,
  person     text        not null,
  post       text        not null,
  session    text,
  address    text,
  kind       text        not null,
  name       text        not null,
  purpose    text        not null,
  children   integer     not null check (children >= 0),
  sha256     text        not null,
  bytes      bigint      not null check (bytes >= 0),
  made_at    timestamptz not null,
  -- Until then the server keeps the file; null where it was handed over at the machine's own console and none was kept.
  expires_at timestamptz
);
create index export_ledger_area on export_ledger (area, id);
create index export_ledger_person on export_ledger (person_id, id);
create index export_ledger_digest on export_ledger (sha256);

-- Each time that a file was fetched.
create table export_fetch (
  id        uuid        not null primary key,
  export_id uuid        not null references export_ledger (id),
  area      text        not null collate "C",
  person_id uuid        not null,
  session   text,
  address   text,
  at        timestamptz not null
);
create index export_fetch_export on export_fetch (export_id, at);

-- How long the server keeps a file of each kind, in minutes: data, within bounds.
create table export_term (
  kind    text    not null primary key,
  minutes integer not null check (minutes between 5 and 10080)
);
insert into export_term (kind, minutes) values ('returns', 1440), ('register', 60), ('survey', 120);

-- What was given to which department, for what, with which fields, under which agreement.
create table export_sending (
  id             uuid        not null primary key,
  number         text        not null unique,
  area           text        not null collate "C",
  person_id      uuid        not null,
  person         text        not null,
  post           text        not null,
  session        text,
  purpose        text        not null,
  department     text        not null,
  -- The office by its own name: 普宁市教育局.
  recipient      text        not null check (recipient <> ''),
  fields         text[]      not null check (cardinality(fields) > 0),
  children       integer     not null check (children > 0),
  -- The agreement or document that fixes purpose, means, scope and safety (网络数据安全管理条例 12).
  agreement      text        not null check (agreement <> ''),
  agreement_from date        not null,
  agreement_to   date,
  means          text        not null,
  export_id      uuid        references export_ledger (id),
  sha256         text        not null,
  at             timestamptz not null
);
create index export_sending_area on export_sending (area, id);

alter table export_ledger enable row level security;
create policy export_ledger_scope on export_ledger
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table export_fetch enable row level security;
create policy export_fetch_scope on export_fetch
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table export_sending enable row level security;
create policy export_sending_scope on export_sending
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert on export_ledger, export_fetch, export_sending to tonghu_app;
grant select on export_term to tonghu_app;
