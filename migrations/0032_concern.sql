-- Mandatory reports (强制报告: 未成年人保护法 11; 强制报告意见). A view of the journal: how far each has come, and nothing of
-- what happened nor of whom it is about beside the file's id. Each report is a subject of its own; what it says lies sealed
-- in the journal under a key of its own, and is opened for the people on the case alone.
create table concern_item (
  county      text        not null collate "C",
  -- The report's own id: what its key and its entries stand under.
  child_id    uuid        not null,
  area        text        not null collate "C",
  -- Where its reporter stands: a report that was handed on stays in sight of whoever made it.
  from_area   text        not null collate "C",
  reporter_id uuid        not null,
  -- The file that it is about, where that is known.
  about_id    uuid,
  team        uuid[]      not null,
  -- When it was made, by the phone where it had no signal; and when the server had it.
  reported_at timestamptz not null,
  arrived_at  timestamptz not null,
  received_at timestamptz,
  handled_at  timestamptz,
  told_at     timestamptz,
  closed_at   timestamptz,
  primary key (county, child_id)
);
create index concern_item_open on concern_item (area, reported_at) where closed_at is null;
create index concern_item_area on concern_item (area, reported_at);
create index concern_item_reporter on concern_item (reporter_id, reported_at);
create index concern_item_about on concern_item (about_id) where about_id is not null;

-- No department has a policy here: it sees none.
alter table concern_item enable row level security;
create policy concern_item_scope on concern_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy concern_item_reporter on concern_item for select
  using (from_area >= nullif(current_setting('app.area_lo', true), '') and from_area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on concern_item to tonghu_app;
