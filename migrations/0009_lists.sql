-- Lists are read in their own order, so that a page costs the same in a county of any size and in a ledger of any size.

-- The scope stands as one test: as a range it offered itself as the way into an index, and was taken for a village's
-- few rows where it spanned a county. Each list says itself which village, county or range of areas it reads.
alter policy caselist_scope on caselist
  using (case when area >= nullif(current_setting('app.area_lo', true), '')
    and area < nullif(current_setting('app.area_hi', true), '') then true else false end);

-- What is due, in the order of a county's list; a village's few are sorted.
drop index caselist_due;
create index caselist_due on caselist (county, rank, due_on, child_id) where due_on is not null;

-- The same two orders for a city, a province and the nation.
create index caselist_wide on caselist (rank, child_id);
create index caselist_wide_due on caselist (rank, due_on, child_id) where due_on is not null;
