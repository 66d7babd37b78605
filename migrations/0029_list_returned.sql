-- A list goes back to its department with what became of its lines, as a file that leaves the house like any other
-- (粤民发〔2024〕32号 四(二); docs/decisions/0021, 0032). A department's officer makes, sees and fetches its own files alone.
insert into export_term (kind, minutes) values ('list', 120);

alter table export_ledger add column department text;
alter table export_fetch add column department text;

create policy export_ledger_department on export_ledger
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));
create policy export_fetch_department on export_fetch
  using (department = nullif(current_setting('app.department', true), '')
    and area >= nullif(current_setting('app.department_lo', true), '') and area < nullif(current_setting('app.department_hi', true), ''));
