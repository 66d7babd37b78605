-- One meeting about several children: each file has its own part of it, and this opaque id is all that the parts share
-- (docs/decisions/0051). Null for those of before there were such meetings.
alter table conference_item add column sitting uuid;
alter table conference_invited add column sitting uuid;
create index conference_item_sitting on conference_item (sitting) where sitting is not null;
create index conference_invited_sitting on conference_invited (sitting, department) where sitting is not null;
