-- Parents who declare that they go out to work (北碚民发〔2021〕1号 三(一)). A view of the journal: that one waits and since when,
-- and nothing of what it says. Each is a subject of its own under a key of its own, as a report is.
create table declaration_item (
  county      text        not null collate "C",
  -- The declaration's own id: what its key and its entries stand under.
  child_id    uuid        not null,
  area        text        not null collate "C",
  declared_at timestamptz not null,
  settled_at  timestamptz,
  -- The file that it became part of.
  about_id    uuid,
  -- By what number and secret are known by together (docs/decisions/0047-public-page.md).
  receipt     text        not null,
  primary key (county, child_id)
);
create index declaration_item_waiting on declaration_item (area, declared_at) where settled_at is null;
create index declaration_item_receipt on declaration_item (receipt);
create index declaration_item_about on declaration_item (about_id) where about_id is not null;

-- No department has a policy here: it sees none.
alter table declaration_item enable row level security;
create policy declaration_item_scope on declaration_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on declaration_item to tonghu_app;
