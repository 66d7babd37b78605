-- What a phone gave up about a child goes on with the child's file when it moves, until somebody has decided about it.
grant update (county, area) on sync_salvage to tonghu_app;
-- What waited for the director of a village that its child had left can be decided where the child is now.
update sync_salvage s set area = j.area from journal_snapshot j
  where j.subject_id = s.child_id and j.child_id = s.child_id and s.outcome is null and j.area <> s.area
    and left(j.area, 6) = s.county;
