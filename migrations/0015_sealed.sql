-- What a child's file says lies sealed under a key of its own (docs/decisions/0020-sealed-content.md; 个人信息保护法 51).
-- A key that was destroyed leaves its row behind, so that "erased" can be told from "lost" (47).
create table journal_key (
  subject_id uuid        not null primary key,
  area       text        not null collate "C",
  wrapped    text,
  erased_at  timestamptz,
  check ((wrapped is null) = (erased_at is not null))
);
alter table journal_key enable row level security;
create policy journal_key_scope on journal_key
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
-- The area follows the file; a key is neither replaced nor destroyed by the application.
grant select, insert on journal_key to tonghu_app;
grant update (area) on journal_key to tonghu_app;

-- Sealed texts do not compress: nothing is gained by trying, and a file's page should lie in one row.
alter table entry alter column body drop not null;
alter table entry add column sealed bytea;
alter table entry alter column sealed set storage external;
alter table entry set (toast_tuple_target = 8160);
alter table entry add check ((body is null) = (sealed is not null));

alter table journal_snapshot alter column state drop not null;
alter table journal_snapshot add column sealed bytea;
alter table journal_snapshot alter column sealed set storage external;
alter table journal_snapshot add check ((state is null) = (sealed is not null));

-- Names in lists, and by what they are found: marks of their characters, of which many share each (caselist/marks.ts).
alter table caselist drop column name, drop column guardian;
alter table caselist add column sealed bytea, add column marks integer[] not null default '{}';
alter table caselist alter column sealed set storage external;

-- Problems in free words, and how they ended.
alter table task_item drop column title, drop column solution, drop column owner, drop column outcome;
alter table task_item add column sealed bytea, add column ended bytea;
alter table task_item alter column sealed set storage external;
