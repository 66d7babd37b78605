-- Tasks that were handed out together (docs/decisions/0037-assignments.md): under which command. Those of before have none.
alter table task_item add column batch uuid;
create index task_item_batch on task_item (batch) where batch is not null;
