-- Uploads of survey workbooks and what became of them: counts alone, no child. The file itself and the workbook that
-- goes back lie in the data folder.
create table survey_import (
  id          uuid        not null primary key,
  area        text        not null collate "C",
  actor_id    uuid        not null,
  actor       text        not null,
  file_name   text        not null,
  sha256      text        not null,
  status      text        not null check (status in ('running', 'done', 'failed', 'cancelled')),
  rows_read   integer     not null,
  registered  integer     not null,
  updated     integer     not null,
  unchanged   integer     not null,
  refused     integer     not null,
  problem     text,
  detail      text,
  started_at  timestamptz not null,
  finished_at timestamptz
);
create index survey_import_area on survey_import (area, started_at desc);

alter table survey_import enable row level security;
create policy survey_import_scope on survey_import
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update on survey_import to tonghu_app;
