-- The snapshot's state as text: nothing in the database looks into it, and jsonb takes it apart and puts it together
-- again at each write and each read. Facts that came together stand under one day and one source.
update journal_snapshot set state = jsonb_set(
  state, '{registry}',
  (state -> 'registry') - 'facts' || jsonb_build_object('found', (
    select coalesce(jsonb_agg(jsonb_build_array(f.day, f.source, f.facts) order by f.day, f.source), '[]')
    from (
      select known ->> 'on' as day, known ->> 'source' as source, jsonb_object_agg(key, known -> 'value') as facts
      from jsonb_each(state -> 'registry' -> 'facts') as fact (key, known)
      group by 1, 2
    ) f
  ))
) where state -> 'registry' ? 'facts';
alter table journal_snapshot alter column state type text using state::text;

-- Two to three kilobytes a row: compressing them costs a write more than everything else that is done to the table.
alter table journal_snapshot set (toast_tuple_target = 8160);

-- Never read: the subjects of an area are walked in the order of their ids, and what was held of a child is asked for
-- with the county.
drop index journal_snapshot_area;
drop index grade_standing_live;
