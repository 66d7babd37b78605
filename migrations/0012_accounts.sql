-- Full accounts: logins, passwords, second factors, devices, posts with approval and handover, and their history
-- (docs/decisions/0017). People and posts are reference tables, because lists name the directors of their villages, and
-- yet the application writes them: appointing is an act of people. All other tables are local.

-- One person stands on one side of the house: the office, or one of the three administrators (GB/T 22239-2019
-- 8.1.4.2). A post that is not over names the side, and the foreign key lets no second side in, whoever writes at the
-- same moment. When a post is over it lets go of the side.
alter table account_person
  add column side text check (side in ('office', 'system', 'security', 'audit')),
  add column closed_at timestamptz,
  add constraint account_person_side unique (id, side);

alter table account_post
  add column id uuid,
  add column department text,
  add column side text,
  add column status text not null default 'active' check (status in ('active', 'pending', 'refused')),
  add column deputy_for uuid,
  -- Whose post ends when this one is approved: nobody leaves before the next one may begin.
  add column replaces uuid,
  add column appointed_by uuid,
  add column appointed_at timestamptz,
  add column reason text;

-- Posts that stood before they had ids get one made of what they were known by.
update account_post set id = overlay(overlay(
  md5(concat_ws('|', person_id, kind, area, (from_day - date '1970-01-01'))) placing '5' from 13) placing '8' from 17)::uuid;
update account_person p set side = 'office' where exists (select 1 from account_post o where o.person_id = p.id);
update account_post set side = 'office';

alter table account_post
  drop constraint account_post_pkey,
  alter column id set not null,
  add primary key (id),
  add foreign key (person_id, side) references account_person (id, side),
  add check (from_day <= to_day),
  add check ((kind = 'department') = (department is not null)),
  -- Whatever is not over and not refused is bound to its side.
  add check (side is not null or to_day is not null or status = 'refused'),
  add check (side is null or side = case kind
    when 'system_admin' then 'system' when 'security_admin' then 'security'
    when 'audit_admin' then 'audit' when 'auditor' then 'audit' else 'office' end);
create index account_post_person on account_post (person_id);

create table account_login (
  person_id uuid not null primary key references account_person (id),
  login     text not null,
  -- NFKC, lower case: one name however it is typed.
  key       text not null unique
);

-- Each password that a person has had; the newest holds.
create table account_password (
  id          uuid        not null primary key,
  person_id   uuid        not null references account_person (id),
  phc         text        not null,
  set_at      timestamptz not null,
  must_change boolean     not null
);
create index account_password_person on account_password (person_id, set_at desc);

create table account_factor (
  person_id    uuid        not null primary key references account_person (id),
  -- Sealed under the installation's key; pending until the first code from it was shown.
  sealed       text,
  pending      text,
  confirmed_at timestamptz,
  -- The last step of time whose code was used: no code counts twice.
  last_step    bigint
);

create table account_recovery (
  person_id uuid        not null references account_person (id),
  digest    text        not null,
  used_at   timestamptz,
  primary key (person_id, digest)
);

-- Who somebody is at the single sign-on's provider.
create table account_subject (
  issuer    text        not null,
  subject   text        not null,
  person_id uuid        not null references account_person (id),
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (person_id, issuer)
);

-- A sign-in that is under way at the provider; taken out by its return.
create table account_flow (
  digest     text        not null primary key,
  nonce      text        not null,
  verifier   text        not null,
  person_id  uuid        references account_person (id),
  expires_at timestamptz not null
);

create table account_device (
  id          uuid        not null primary key,
  person_id   uuid        not null references account_person (id),
  post_id     uuid        not null references account_post (id),
  digest      text        not null unique,
  name        text        not null,
  enrolled_by uuid        not null,
  enrolled_at timestamptz not null,
  seen_at     timestamptz,
  revoked_at  timestamptz,
  revoked_by  uuid
);
create index account_device_person on account_device (person_id);

create table account_device_code (
  digest     text        not null primary key,
  post_id    uuid        not null references account_post (id),
  made_by    uuid        not null,
  expires_at timestamptz not null
);

-- Failed attempts, by keyed digests of login and address: what somebody typed into the wrong field is not kept.
create table account_counter (
  key      text        not null primary key,
  failures int         not null,
  last_at  timestamptz not null
);

-- Browsers and networks from which a person signed in before.
create table account_known (
  person_id uuid        not null references account_person (id),
  digest    text        not null,
  seen_at   timestamptz not null,
  primary key (person_id, digest)
);

-- The history of accounts and posts: only ever added to.
create table account_event (
  id        uuid        not null primary key,
  at        timestamptz not null,
  kind      text        not null,
  person_id uuid,
  actor_id  uuid,
  area      text        collate "C",
  body      jsonb       not null
);
create index account_event_person on account_event (person_id, id);

alter table account_session
  add column post_id       uuid references account_post (id),
  add column department    text,
  add column seen_at       timestamptz,
  add column idle_minutes  int,
  add column factor_at     timestamptz,
  add column factor_needed boolean not null default true,
  add column must_change   boolean not null default false,
  add column entered_by    text not null default 'demo',
  add column device_id     uuid references account_device (id),
  add column agent         text,
  -- Why it ended before its time, where the next request is to be told.
  add column ended         text;
create index account_session_person on account_session (person_id);
create index account_session_end on account_session (expires_at);

alter table account_invitation add column made_by uuid;
create index account_invitation_person on account_invitation (person_id);

grant insert on account_person, account_post, account_invitation to tonghu_app;
grant update (side, closed_at) on account_person to tonghu_app;
grant update (to_day, side, status) on account_post to tonghu_app;
grant select, insert on account_login, account_password, account_device, account_event to tonghu_app;
grant update (phc) on account_password to tonghu_app;
grant update (seen_at, revoked_at, revoked_by) on account_device to tonghu_app;
grant select, insert, update, delete on account_factor, account_recovery, account_counter, account_known to tonghu_app;
grant select, insert, delete on account_subject, account_flow, account_device_code to tonghu_app;
