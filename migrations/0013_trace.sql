-- Who looked at which child, when, from where and what for (docs/decisions/0018-traces.md; 未成年人网络保护条例 36,
-- 个人信息保护法 56). The application's role adds rows and reads them; nobody but the owner moves them, and nobody
-- changes them.

-- Just written, before the row has its place in a block: small, and nothing but the key to keep up while a reader waits.
create table trace_fresh (
  id        uuid        not null primary key,
  at        timestamptz not null,
  person_id uuid        not null,
  post      text        not null,
  area      text        not null collate "C",
  session   text,
  device_id text,
  address   text,
  route     text        not null,
  kind      text        not null,
  children  uuid[]      not null,
  fields    text[]      not null,
  purpose   text,
  asked     jsonb       not null,
  answer    text        not null,
  digest    text        not null
);

-- The same rows with their places in blocks, a partition for each month, which is made when its first row comes.
create table trace_look (
  id        uuid        not null,
  at        timestamptz not null,
  person_id uuid        not null,
  post      text        not null,
  area      text        not null collate "C",
  session   text,
  device_id text,
  address   text,
  route     text        not null,
  kind      text        not null,
  children  uuid[]      not null,
  fields    text[]      not null,
  purpose   text,
  asked     jsonb       not null,
  answer    text        not null,
  digest    text        not null,
  block     bigint      not null,
  place     integer     not null,
  primary key (person_id, at, id)
) partition by range (at);
create index trace_look_block on trace_look (block, place);
create index trace_look_area on trace_look (area, at, id);
create index trace_look_child on trace_look using gin (children);

-- Each block holds the digest of its rows' digests and of the block before. A month that is given up after its term
-- is a block too: what is gone by right can be told from what was taken away.
create table trace_block (
  number    bigint      not null primary key check (number > 0),
  kind      text        not null check (kind in ('looks', 'dropped')),
  month     date        not null,
  count     bigint      not null,
  rows      text        not null,
  prev      text        not null,
  digest    text        not null,
  sealed_at timestamptz not null
);

-- The last block, and the lock of whoever makes the next one; how far unusual reading has been looked for.
create table trace_head (
  one     smallint not null primary key check (one = 1),
  number  bigint   not null,
  digest  text     not null,
  watched bigint   not null
);
insert into trace_head (one, number, digest, watched) values (1, 0, repeat('0', 64), 0);

-- Unusual reading that a person has to answer; `key` says what was found, so that it is raised once.
create table trace_alert (
  id        uuid        not null primary key,
  key       text        not null unique,
  rule      text        not null,
  area      text        not null collate "C",
  person_id uuid,
  child_id  uuid,
  day       date        not null,
  raised_at timestamptz not null,
  evidence  jsonb       not null
);
create index trace_alert_area on trace_alert (area, id);

create table trace_answer (
  alert_id  uuid        not null primary key references trace_alert (id),
  area      text        not null collate "C",
  person_id uuid        not null,
  post      text        not null,
  outcome   text        not null,
  reason    text        not null check (reason <> ''),
  at        timestamptz not null
);

-- Read by area, and only in a transaction that says that it reads traces: a statement smuggled into another handler
-- sees none. app.child is set after the child was found within the reader's area, so that its whole summary can be told.
alter table trace_fresh enable row level security;
create policy trace_fresh_read on trace_fresh for select
  using (
    nullif(current_setting('app.traces', true), '') = 'read' and (
      (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''))
      or children @> array[nullif(current_setting('app.child', true), '')::uuid]
    )
  );
create policy trace_fresh_add on trace_fresh for insert with check (true);
alter table trace_look enable row level security;
create policy trace_look_read on trace_look for select
  using (
    nullif(current_setting('app.traces', true), '') = 'read' and (
      (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''))
      or children @> array[nullif(current_setting('app.child', true), '')::uuid]
    )
  );
alter table trace_alert enable row level security;
create policy trace_alert_read on trace_alert for select
  using (
    nullif(current_setting('app.traces', true), '') = 'read'
    and area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
  );
alter table trace_answer enable row level security;
create policy trace_answer_read on trace_answer for select
  using (
    nullif(current_setting('app.traces', true), '') = 'read'
    and area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
  );
create policy trace_answer_add on trace_answer for insert
  with check (
    area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
  );

grant select, insert on trace_fresh, trace_answer to tonghu_app;
grant select on trace_look, trace_alert to tonghu_app;
