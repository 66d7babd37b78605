-- 培训 (粤民发〔2024〕32号 五16; 北碚民发〔2021〕1号 二(二)): the training file of each worker, and the sessions that were held. Views of the
-- journal; nothing of any child.
create table training_record (
  person_id uuid        not null,
  -- The exam's own id, or the session's.
  record_id uuid        not null,
  -- Where the post was, when it was written.
  area      text        not null collate "C",
  kind      text        not null check (kind in ('exam', 'session')),
  course_id text,
  title     text        not null,
  day       date        not null,
  -- When it was taken, by whatever phone: of two the later one is the newer result, in whatever order they come.
  taken_at  timestamptz not null,
  -- It counts for its year: a session, or an exam at its mark.
  passed    boolean     not null,
  -- It counts as the exam before serving.
  examined  boolean     not null,
  right_answers integer,
  questions integer,
  -- Of an exam: what was wrong.
  wrong     jsonb       not null,
  primary key (person_id, record_id)
);
create index training_record_session on training_record (record_id) where kind = 'session';

create table training_session (
  session_id    uuid    not null,
  area          text    not null collate "C",
  title         text    not null,
  day           date    not null,
  note          text    not null,
  written_by    text    not null,
  people        integer not null,
  examined      integer not null,
  withdrawn_on  date,
  withdrawn_why text,
  primary key (session_id)
);
create index training_session_area on training_session (area, day);

-- Written where one stands; read, like the names of workers and their posts, wherever civil affairs works, because the file goes
-- with the person to the next post. Which people are looked at follows from their posts. A department sees none.
alter table training_record enable row level security;
create policy training_record_scope on training_record
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
create policy training_record_worker on training_record for select
  using (nullif(current_setting('app.area_lo', true), '') is not null);

alter table training_session enable row level security;
create policy training_session_scope on training_session
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));

grant select, insert, update, delete on training_record, training_session to tonghu_app;
