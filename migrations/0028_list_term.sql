-- What is kept of a department's list ends after its term (个人信息保护法 19; docs/decisions/0032): its lines are gone and its
-- key destroyed, its counts stay.
alter table comparison_list add column erased_at timestamptz;
