-- Of a child with the gravest level: whether an intervention was reported since the newest ground of that level
-- (粤民发〔2024〕32号 三1: 立即介入). What the ledger's present rows say follows from the measures beside them.
alter table caselist add column intervened boolean not null default false;

update caselist c set intervened = true
from grade_standing s
where s.county = c.county and s.child_id = c.child_id and s.from_day = c.from_day and s.superseded_at is null
  and string_to_array(split_part(s.profile, '|', 7), ',') && array['intervened', '*=intervened'];

-- The few that wait, whatever the size of the area.
create index caselist_awaiting on caselist (area) where rank = 0 and not intervened;
