-- Boundaries of an area's next lower ones, as an administrator loaded them (docs/decisions/0040-boundaries.md). Public, no
-- child in it; they change through the owner's connection only (`tonghu areas boundaries`).
create table area_boundary (
  area      text        not null collate "C" primary key,
  -- 审图号: a map that is shown says under which number it was approved (地图管理条例).
  approval  text        not null check (approval <> ''),
  features  text        not null,
  loaded_at timestamptz not null
);
grant select on area_boundary to tonghu_app;
