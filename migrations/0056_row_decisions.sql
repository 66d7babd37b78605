-- Who decided whether a line of a list and a child of the ledger are one, when, and why anew: [{"same", "by", "at", "reason"}],
-- the last one holds (docs/decisions/0032). Of lines that were decided before, what was decided is in their fate.
alter table comparison_row add column decisions jsonb not null default '[]';
