-- Boundaries are loaded from the page, too, by an administrator for an area of theirs (docs/decisions/0065-boundaries-page.md):
-- everybody reads them, and the database lets nobody write those of another area.
alter table area_boundary add column loaded_by text check (loaded_by <> '');
alter table area_boundary enable row level security;
create policy area_boundary_read on area_boundary for select using (true);
create policy area_boundary_load on area_boundary for insert
  with check (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy area_boundary_replace on area_boundary for update
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
grant insert, update on area_boundary to tonghu_app;
