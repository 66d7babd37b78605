-- 报送 (普民〔2024〕35号 六(二)、六(四)、七(三)): that an office sent what the pack asks of it by a day. A view of the journal; nothing of any child.
create table returns_handed (
  id             uuid not null,
  -- The office that sent it.
  area           text not null collate "C",
  -- Of the pack: deadlines.x or returns.x.
  item           text not null,
  due_on         date not null,
  day            date not null,
  note           text not null,
  written_by     text not null,
  taken_back_on  date,
  taken_back_why text,
  taken_back_by  text,
  primary key (id)
);
create index returns_handed_area on returns_handed (area, due_on);

-- One's own office and those below; a department sees none.
alter table returns_handed enable row level security;
create policy returns_handed_scope on returns_handed
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on returns_handed to tonghu_app;
