-- Where lists of departments are fetched from, once a month or when somebody asks (docs/decisions/0064). No child in it. The
-- header's value is sealed (account sealing) and shown to nobody. One source for a kind of list in an area: each list of a
-- kind says what holds, and two would take each other's findings back.
create table comparison_source (
  id           uuid        not null primary key,
  area         text        not null collate "C",
  department   text        not null,
  kind         text        not null,
  url          text        not null,
  header       text,
  secret       bytea,
  form         text        not null check (form in ('json', 'file')),
  rows_at      text        not null default '',
  day_of_month integer     not null check (day_of_month between 1 and 28),
  active       boolean     not null,
  -- Who answers for it: the lists are sent in this name, and not any more once the post has ended.
  holder_id    uuid        not null,
  holder       text        not null,
  holder_post  uuid,
  next_on      date        not null,
  -- After a failure: when it is tried again, and how often it was.
  retry_at     timestamptz,
  tries        integer     not null default 0,
  -- While one server fetches, no other does.
  busy_until   timestamptz,
  unique (area, kind)
);
create index comparison_source_due on comparison_source (next_on) where active;

-- What was done with a source: set, fetched, failed. Nothing takes a row away.
create table comparison_source_event (
  id        uuid        not null primary key,
  source_id uuid        not null,
  area      text        not null collate "C",
  at        timestamptz not null,
  what      text        not null check (what in ('set', 'stopped', 'fetched', 'failed')),
  by_name   text        not null,
  host      text        not null,
  problem   text,
  data      jsonb       not null default '{}',
  list_id   uuid
);
create index comparison_source_event_of on comparison_source_event (source_id, at desc);

-- Of a list that was fetched: from which host. When, says started_at.
alter table comparison_list add column fetched_from text;

alter table comparison_source enable row level security;
create policy comparison_source_scope on comparison_source
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null);
alter table comparison_source_event enable row level security;
create policy comparison_source_event_scope on comparison_source_event
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null);
grant select, insert, update on comparison_source to tonghu_app;
grant select, insert on comparison_source_event to tonghu_app;
