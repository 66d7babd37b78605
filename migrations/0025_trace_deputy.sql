-- For whom a deputy looked: the person whose post the session stood in for. It is part of the row's digest where it is there.
alter table trace_fresh add column deputy_for uuid;
alter table trace_look add column deputy_for uuid;
