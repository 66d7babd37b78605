-- Sharing (数据共享“一本账”: 琼民通〔2024〕82号 三(一)4; docs/decisions/0048): a view of the journal, of requests and of what
-- was granted. Nothing of a child stands here.
create table sharing_grant (
  county     text not null collate "C",
  id         uuid not null,
  area       text not null collate "C",
  department text not null,
  item       text not null,
  stage      text not null,
  asked_on   date not null,
  until      date,
  primary key (county, id)
);
create index sharing_grant_area on sharing_grant (area, asked_on);

alter table sharing_grant enable row level security;
create policy sharing_grant_scope on sharing_grant
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy sharing_grant_department on sharing_grant for select
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

-- By what a key is known that was just brought: asked before it is known where it belongs, as a session is. A digest of 256
-- random bits leads nobody to the key.
create table sharing_key (
  digest   text not null primary key,
  grant_id uuid not null,
  area     text not null collate "C"
);
create index sharing_key_grant on sharing_key (grant_id);
alter table sharing_key enable row level security;
create policy sharing_key_all on sharing_key using (true);

-- Each call by a key, answered or refused; only added to. What was given stands in export_sending under the same number.
create table sharing_call (
  id         uuid        not null primary key,
  grant_id   uuid        not null,
  area       text        not null collate "C",
  department text        not null,
  at         timestamptz not null,
  operation  text        not null,
  -- "ok", or the code of the refusal.
  answer     text        not null,
  rows       integer     not null check (rows >= 0),
  fields     text[]      not null,
  number     text,
  address    text
);
create index sharing_call_grant on sharing_call (grant_id, id);
alter table sharing_call enable row level security;
create policy sharing_call_scope on sharing_call
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy sharing_call_department on sharing_call for select
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));

insert into export_term (kind, minutes) values ('sharing', 1440);

grant select, insert, update, delete on sharing_grant, sharing_key to tonghu_app;
grant select, insert on sharing_call to tonghu_app;
