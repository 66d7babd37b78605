-- One task for each of many children, handed out in portions that whoever orders it may stop and go on with
-- (docs/decisions/0050-assignments-in-portions.md). What is to be done lies sealed under a key of the assignment's own in
-- journal_key, because it may name a child; its digest tells a repeat from another command.
create table task_assignment (
  batch       uuid        not null primary key,
  -- The office that hands out.
  area        text        not null collate "C",
  actor_id    uuid        not null,
  digest      text        not null,
  sealed      bytea       not null,
  due         date        not null,
  status      text        not null check (status in ('running', 'stopping', 'stopped', 'done')),
  -- True where it stands still though nobody has stopped it.
  interrupted boolean     not null default false,
  started_at  timestamptz not null,
  -- When the server was last at it: one that has died leaves "running" behind, and nobody waits for it.
  touched_at  timestamptz not null,
  finished_at timestamptz
);
create index task_assignment_area on task_assignment (area, started_at desc);

-- Whom it is for. "done" is written in the transaction that writes the task, so that the two never differ.
create table task_assignment_child (
  batch    uuid    not null,
  child_id uuid    not null,
  area     text    not null collate "C",
  n        integer not null,
  state    text    not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  refusal  text    check ((refusal is not null) = (state = 'refused')),
  primary key (batch, child_id)
);
create index task_assignment_child_of on task_assignment_child (child_id);

alter table task_assignment enable row level security;
create policy task_assignment_scope on task_assignment
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table task_assignment_child enable row level security;
create policy task_assignment_child_scope on task_assignment_child
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update on task_assignment, task_assignment_child to tonghu_app;
