-- Screens on a wall (大屏): what an officer opened an unattended browser for. No child in it; a row is never deleted, so that
-- it says who opened a screen, for which area, until when, and who ended it. The token is known by its digest alone.
create table display_screen (
  id        uuid        not null primary key,
  digest    text        not null unique,
  name      text        not null check (name <> ''),
  -- A county or wider: a smaller area's figures could be known by whoever comes in.
  area      text        not null collate "C" check (length(area) <= 6),
  post_id   uuid        not null,
  person_id uuid        not null,
  opened_at timestamptz not null,
  until     timestamptz not null,
  seen_on   date,
  ended_at  timestamptz,
  ended_by  uuid
);
create index display_screen_area on display_screen (area) where ended_at is null;
-- A way in, though a narrow one: apart from children as those of 0020 are, so that where a child is seen no screen is made.
alter table display_screen enable row level security;
create policy display_screen_apart on display_screen
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
grant select, insert on display_screen to tonghu_app;
grant update (seen_on, ended_at, ended_by) on display_screen to tonghu_app;
