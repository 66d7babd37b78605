-- People, their posts and their sessions. Full accounts (passwords, second factor, handover) come on top of these.
create table account_person (
  id   uuid    not null primary key,
  name text    not null,
  demo boolean not null
);

create table account_post (
  person_id uuid not null references account_person (id),
  kind      text not null,
  area      text not null collate "C",
  from_day  date not null,
  to_day    date,
  primary key (person_id, kind, area, from_day)
);
create index account_post_area on account_post (area, kind);

-- A session stands for one person under one post; only its token's digest is kept.
create table account_session (
  digest     text        not null primary key,
  person_id  uuid        not null references account_person (id),
  kind       text        not null,
  area       text        not null collate "C",
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- A one-time code by which a person enters for the first time.
create table account_invitation (
  digest     text        not null primary key,
  person_id  uuid        not null references account_person (id),
  expires_at timestamptz not null
);

-- What this installation says of itself: whether its people are synthetic.
create table account_installation (
  key   text not null primary key,
  value text not null
);

grant select on account_person, account_post, account_installation to tonghu_app;
grant select, insert, update, delete on account_session to tonghu_app;
grant select, delete on account_invitation to tonghu_app;
