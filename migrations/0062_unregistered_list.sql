-- A list's lines of nobody on the ledger are looked up by the list: its page, a line decided anew, a list taken back.
create index anomaly_unregistered_list on anomaly_unregistered (list_id, row_no);
create index anomaly_unregistered_first on anomaly_unregistered (raised_by);
