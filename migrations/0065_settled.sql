-- What was answered holds as long as each list says it: once one does not, a later one that does is news again.
alter table anomaly_item add column settled_on date;
create index anomaly_item_held on anomaly_item (comparison, area) where closed_on is not null and settled_on is null and verdict <> 'withdrawn';
