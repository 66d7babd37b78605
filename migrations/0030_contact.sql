-- By whose number a file is found beside the child's own: keyed digests of the id numbers and telephones of those who
-- look after the child, and of the child's telephone. Many children may share one (brothers and sisters, a home).
-- Filled by `tonghu rebuild` for files that are older than this table.
create table registry_contact (
  digest   text not null,
  child_id uuid not null,
  area     text not null collate "C",
  primary key (digest, child_id)
);
create index registry_contact_child on registry_contact (child_id);

alter table registry_contact enable row level security;
create policy registry_contact_scope on registry_contact
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
grant select, insert, update, delete on registry_contact to tonghu_app;
