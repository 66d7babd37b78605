-- What row security holds besides the area (docs/decisions/0024-second-wall.md).

-- Children and ways in lie apart: where a scope lets children be seen, nothing of accounts can be read or written; so a
-- statement smuggled into a handler of children makes no session, no post and no password. Without a scope, or in the
-- empty one that changes of accounts run in, no child is seen. A department's scope has its own settings
-- (app.department, app.department_lo, app.department_hi): policies that ask for app.area_lo show it nothing.
alter table account_session enable row level security;
create policy account_session_apart on account_session
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_invitation enable row level security;
create policy account_invitation_apart on account_invitation
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_login enable row level security;
create policy account_login_apart on account_login
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_password enable row level security;
create policy account_password_apart on account_password
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_factor enable row level security;
create policy account_factor_apart on account_factor
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_recovery enable row level security;
create policy account_recovery_apart on account_recovery
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_subject enable row level security;
create policy account_subject_apart on account_subject
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_flow enable row level security;
create policy account_flow_apart on account_flow
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_device enable row level security;
create policy account_device_apart on account_device
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_device_code enable row level security;
create policy account_device_code_apart on account_device_code
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_counter enable row level security;
create policy account_counter_apart on account_counter
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_known enable row level security;
create policy account_known_apart on account_known
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_event enable row level security;
create policy account_event_apart on account_event
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );

-- Names of people and posts are read beside children (who is the director of this village), and written apart.
alter table account_person enable row level security;
create policy account_person_read on account_person for select using (true);
create policy account_person_add on account_person for insert
  with check (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
create policy account_person_change on account_person for update
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
alter table account_post enable row level security;
create policy account_post_read on account_post for select using (true);
create policy account_post_add on account_post for insert
  with check (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
create policy account_post_change on account_post for update
  using (
    coalesce(nullif(current_setting('app.area_lo', true), ''), ':') = ':'
    and coalesce(nullif(current_setting('app.child', true), ''), nullif(current_setting('app.department', true), '')) is null
  );
