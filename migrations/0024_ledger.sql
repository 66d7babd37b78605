-- What the ledger is asked for by officers, at any size of it (docs/decisions/0031-ledger-asked.md).

-- How guardianship was assessed. Rows of before learn it by `tonghu rebuild`.
alter table caselist add column guardianship text;

-- Names are found by marks in a table of their own: a child's row here changes with its name alone, so that an index over
-- marks costs a visit nothing.
create table caselist_name (
  county   text      not null collate "C",
  child_id uuid      not null,
  area     text      not null collate "C",
  marks    integer[] not null,
  primary key (county, child_id)
);
insert into caselist_name (county, child_id, area, marks)
select distinct on (county, child_id) county, child_id, area, marks from caselist order by county, child_id, from_day;
create index caselist_name_marks on caselist_name using gin (marks);
alter table caselist_name enable row level security;
create policy caselist_name_scope on caselist_name
  using (case when area >= nullif(current_setting('app.area_lo', true), '')
    and area < nullif(current_setting('app.area_hi', true), '') then true else false end);
grant select, insert, update, delete on caselist_name to tonghu_app;
alter table caselist drop column marks;

-- The orders that the ledger may be read in besides its own.
create index caselist_by_due on caselist ((coalesce(due_on, '9999-12-31'::date)), child_id);
create index caselist_by_visit on caselist ((coalesce(last_home, '1900-01-01'::date)), child_id);
create index caselist_by_age on caselist (birth_date, child_id);

-- Few have been assessed, and fewer poorly: a province would be read to its end for them.
create index caselist_guardianship on caselist (guardianship, rank, child_id) where guardianship is not null;
