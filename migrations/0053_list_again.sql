-- The same file may run again once another list of its kind has followed it: after a wrong list the right one holds anew.
-- Who answered for a list in doubt, or took it back, is known again by a server that was stopped in between.
drop index comparison_list_once;
create unique index comparison_list_once on comparison_list (area, kind, day, sha256)
  where status in ('running', 'held') and stage <> 'withdrawing';
alter table comparison_list add column decided_id uuid;
