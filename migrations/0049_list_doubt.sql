-- A list that lacks many who ought to be on it waits for a person's word before villages are sent out; one that was wrong
-- is taken back (docs/decisions/0055).
alter table comparison_list
  drop constraint comparison_list_status_check,
  drop constraint comparison_list_stage_check,
  add constraint comparison_list_status_check check (status in ('running', 'held', 'done', 'failed', 'cancelled', 'withdrawn')),
  add constraint comparison_list_stage_check check (stage in ('reading', 'matching', 'settling', 'withdrawing', 'ended')),
  add column expected integer not null default 0,
  add column absent integer not null default 0,
  add column confirmed_by text,
  add column withdrawn_by text,
  add column withdrawn_at timestamptz,
  add column withdrawn_for text check (withdrawn_for in ('incomplete', 'wrong_file', 'wrong_data'));

drop index comparison_list_once;
create unique index comparison_list_once on comparison_list (area, kind, day, sha256) where status in ('running', 'held', 'done');
create index anomaly_item_of_list on anomaly_item (list_id) where closed_on is null;
create index anomaly_unregistered_raised on anomaly_unregistered (raised_by) where closed_on is null;
