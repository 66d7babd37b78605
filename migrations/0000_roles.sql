-- The application role (made by the program before the first migration) gets what each later migration grants, table
-- by table, and nothing by default.

-- PostgreSQL 15 and later do this in new databases; a database upgraded from an older one still has the old grant.
revoke create on schema public from public;
grant usage on schema public to tonghu_app;

-- Row security reads the scope from settings that only BEGIN's SET LOCAL may set. A function that sets them could be
-- called from inside any SELECT, so the application role must not have it. Only a superuser may take it away; on a
-- server where the owner is not one, an administrator runs this line (the program says so at its start).
do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
  end if;
end
$$;
