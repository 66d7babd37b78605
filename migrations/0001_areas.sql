-- The division of the country (docs/decisions/0005-areas-source.md). Reference tables: small, public, the same on
-- every node. They change through the owner's connection only (`tonghu areas load`, `tonghu areas change`).

-- One row per unit and version: a renamed unit has two rows of one code, a recoded one two codes.
create table area_unit (
  code        text     not null collate "C" check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
  -- 1900-01-01 stands for "before the first edition that we loaded": the true day is not published.
  valid_from  date     not null,
  -- The first day on which it holds no more; null while it holds.
  valid_to    date     check (valid_to > valid_from),
  name        text     not null collate "C" check (name <> ''),
  level       text     not null check (level in ('province', 'prefecture', 'county', 'township', 'village')),
  -- The unit that a person sees above it: 北碚区's is 重庆市, not the placeholder 市辖区; null for a province.
  parent      text     collate "C",
  -- A prefecture that exists in the code only (市辖区, 县, 省直辖县级行政区划): never part of a path or a tree.
  placeholder boolean  not null default false,
  source      text     not null check (source in ('stat', 'civil')),
  -- Name without its generic ending, for matching what people write: 南园 of 南园社区居委会.
  stem        text     not null collate "C",
  -- First letters of its pinyin: nysqjwh.
  initials    text     not null collate "C",
  primary key (code, valid_from)
);
create unique index area_unit_open on area_unit (code) where valid_to is null;
create index area_unit_parent on area_unit (parent, code);
create index area_unit_stem on area_unit (stem, code);
create index area_unit_name on area_unit (name);
create index area_unit_initials on area_unit (initials);

-- What became of a unit: A -> B, and A -> A besides where a part was split off. Renaming keeps the code.
create table area_succession (
  old_code text not null collate "C",
  new_code text not null collate "C",
  on_day   date not null,
  how      text not null check (how in ('renamed', 'merged', 'split', 'recoded', 'moved')),
  primary key (old_code, new_code, on_day)
);
create index area_succession_new on area_succession (new_code, on_day);

-- Other codes and names of a unit: 441900 (civil affairs) of 4419, a name that people still use.
create table area_alias (
  code  text not null collate "C",
  alias text not null check (alias <> ''),
  stem  text not null collate "C",
  kind  text not null check (kind in ('code', 'name')),
  primary key (code, alias)
);
create index area_alias_stem on area_alias (stem, code);

grant select on area_unit, area_succession, area_alias to tonghu_app;
