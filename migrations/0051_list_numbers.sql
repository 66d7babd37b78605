-- A line whose number cannot be right goes back to whoever sent the list, also where nothing else was found of it.
alter table comparison_row
  drop constraint comparison_row_fate_check,
  add constraint comparison_row_fate_check
    check (fate in ('refused', 'review', 'anomaly', 'unregistered', 'faulty', 'same', 'different'));
