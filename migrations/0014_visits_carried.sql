-- A child that moves takes along the day of its last home visit: the new area's returns count it as visited, while the
-- visits themselves stay where they were made. Counts of visits leave the carried ones out.
alter table visit_record add column carried boolean not null default false;
