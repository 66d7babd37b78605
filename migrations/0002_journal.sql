-- The journal (docs/decisions/0012-journal.md): append-only lists of entries, one list per subject.
create table entry (
  subject_id  uuid        not null,
  seq         integer     not null check (seq > 0),
  id          uuid        not null,
  kind        text        not null,
  child_id    uuid,
  area        text        not null collate "C",
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_id    uuid        not null,
  device_id   text,
  policy_ref  text,
  body        jsonb       not null,
  prev_hash   text        not null,
  hash        text        not null,
  command     text,
  primary key (subject_id, seq),
  unique (subject_id, id)
);

-- A command that changed nothing made no entry: it is remembered here, so that sent again it is not applied to what
-- came after it. Not a view: a rebuild leaves it.
create table journal_receipt (
  subject_id uuid not null,
  id         uuid not null,
  area       text not null collate "C",
  command    text not null,
  primary key (subject_id, id)
);

-- The fold of a subject's entries, kept so that a decision reads one row: a view, rebuilt by `tonghu rebuild`.
create table journal_snapshot (
  subject_id uuid    not null primary key,
  child_id   uuid,
  area       text    not null collate "C",
  seq        integer not null,
  hash       text    not null,
  state      jsonb   not null
);
create index journal_snapshot_area on journal_snapshot (area);

-- A child that moved keeps its history: app.child is set only after its present row was found within the scope.
alter table entry enable row level security;
create policy entry_scope on entry
  using (
    (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''))
    or child_id = nullif(current_setting('app.child', true), '')::uuid
  )
  with check (
    area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), '')
  );
alter table journal_snapshot enable row level security;
create policy journal_snapshot_scope on journal_snapshot
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
alter table journal_receipt enable row level security;
create policy journal_receipt_scope on journal_receipt
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert on entry to tonghu_app;
grant select, insert on journal_receipt to tonghu_app;
grant select, insert, update on journal_snapshot to tonghu_app;
