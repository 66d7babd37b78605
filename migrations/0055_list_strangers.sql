-- Lines of a list about nobody of the ledger: a count, and no line of them (docs/decisions/0032). Of lists from before nobody
-- counted them: null, and not nought.
alter table comparison_list add column strangers integer check (strangers >= 0);
