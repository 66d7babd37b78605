-- What a map states of itself: where it is from, and its 审图号 where it has one; one without says so on the picture
-- (地图管理条例; docs/decisions/0040-boundaries.md).
alter table area_boundary alter column approval drop not null;
alter table area_boundary add column source text check (source <> '');
