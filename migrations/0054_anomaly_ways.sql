-- A file asks for its own open anomalies, and a list's page for what became of all that it brought up.
drop index anomaly_item_of_list;
create index anomaly_item_of_list on anomaly_item (list_id, finding);
create index anomaly_item_of_child on anomaly_item (child_id) where closed_on is null;
