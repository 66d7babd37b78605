-- 委托照护 (未成年人保护法 22, 23; 粤民发〔2024〕32号 五5; docs/decisions/0044): how far each child's agreement is, a view of the journal.
-- Whom it names and what it says stays in the sealed file.
create table entrustment_item (
  county    text    not null collate "C",
  child_id  uuid    not null,
  area      text    not null collate "C",
  -- The one that has not ended; null where there is none.
  no        integer,
  -- Whether all have signed.
  signed    boolean not null,
  until_on  date,
  -- Since when the carer is in doubt.
  doubt_on  date,
  primary key (county, child_id)
);
create index entrustment_item_area on entrustment_item (area, child_id);

alter table entrustment_item enable row level security;
create policy entrustment_item_scope on entrustment_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on entrustment_item to tonghu_app;
