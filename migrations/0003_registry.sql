-- Who is who. One row per exclusive key (an id number; or the person, where there is no number), so that the same
-- child entered twice is refused in the same transaction, whoever is quicker. A file holds its keys while it is open,
-- and for ever where the child died or grew up; closed as a duplicate, a mistake or moved away, it gives them back.
create table registry_identity (
  digest   text not null primary key,
  child_id uuid not null,
  area     text not null collate "C"
);
create index registry_identity_child on registry_identity (child_id);

-- Name + birth date + guardian of every child, numbered or not: finds the file that lacks the number another one brings.
-- Whoever looks here and then writes holds an advisory lock on the person until the commit: what is not there yet has no
-- row to lock, and one key for both would refuse two numbered children of the same name.
create table registry_person (
  digest   text    not null,
  child_id uuid    not null,
  area     text    not null collate "C",
  numbered boolean not null,
  primary key (digest, child_id)
);
create index registry_person_child on registry_person (child_id);

alter table registry_identity enable row level security;
create policy registry_identity_scope on registry_identity
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table registry_person enable row level security;
create policy registry_person_scope on registry_person
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on registry_identity, registry_person to tonghu_app;
