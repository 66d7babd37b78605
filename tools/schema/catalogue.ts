import type { ClientBase } from "pg";

/*
 * What the checks need to know of a migrated database, read from PostgreSQL's own catalogue.
 */

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  /** GENERATED … AS IDENTITY, or a default that counts. */
  readonly counts: boolean;
}

export interface UniqueKey {
  readonly name: string;
  readonly primary: boolean;
  /** In the order of the index; an expression is null. */
  readonly columns: readonly (string | null)[];
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

export interface Policy {
  readonly name: string;
  /** False where it narrows what the others let through. */
  readonly permissive: boolean;
  /** ALL, SELECT, INSERT, UPDATE or DELETE. */
  readonly command: string;
  readonly expressions: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly owner: string;
  readonly rowSecurity: boolean;
  readonly columns: readonly Column[];
  readonly keys: readonly UniqueKey[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly policies: readonly Policy[];
  readonly triggers: readonly string[];
  /** What the application's role may do: SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER. */
  readonly granted: readonly string[];
}

export interface Role {
  readonly superuser: boolean;
  readonly bypassesRls: boolean;
  readonly createsRoles: boolean;
  /** Roles that it may become. */
  readonly memberOf: readonly string[];
  /** Everything in the database that it owns. */
  readonly owns: readonly string[];
}

export interface Catalogue {
  readonly tables: readonly Table[];
  readonly role: Role;
}

/** Every table but PostgreSQL's own and those of the migration runner, which has a schema to itself. */
const tables = `
  select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as "rowSecurity",
    (select coalesce(json_agg(json_build_object('name', a.attname, 'type', t.typname, 'collation', l.collname,
        'counts', a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like 'nextval(%') order by a.attnum), '[]')
      from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('name', x.relname, 'primary', i.indisprimary, 'columns',
        (select json_agg(a.attname order by k.n) from unnest(i.indkey::int[]) with ordinality as k(attnum, n)
          left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum and k.attnum > 0 where k.n <= i.indnkeyatts))), '[]')
      from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid and i.indisunique) as keys,
    (select coalesce(json_agg(json_build_object('name', f.conname, 'target', r.relname,
        'columns', (select json_agg(a.attname order by k.n) from unnest(f.conkey) with ordinality as k(attnum, n)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum),
        'targetColumns', (select json_agg(a.attname order by k.n) from unnest(f.confkey) with ordinality as k(attnum, n)
          join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.attnum))), '[]')
      from pg_constraint f join pg_class r on r.oid = f.confrelid where f.conrelid = c.oid and f.contype = 'f') as "foreignKeys",
    (select coalesce(json_agg(json_build_object('name', p.policyname, 'permissive', p.permissive = 'PERMISSIVE', 'command', p.cmd, 'expressions',
        array_remove(array[p.qual, p.with_check], null))), '[]')
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname) as policies,
    array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
    array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
      where has_table_privilege($1, c.oid, p)
        or (p in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege($1, c.oid, p))) as granted
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname not in ('pg_catalog', 'information_schema', 'migrations') and n.nspname not like 'pg\\_t%' and c.relkind in ('r', 'p')
  order by c.relname`;

const role = `
  select r.rolsuper as superuser, r.rolbypassrls as "bypassesRls", r.rolcreaterole as "createsRoles",
    array(select o.rolname::text from pg_roles o where o.oid <> r.oid and pg_has_role(r.oid, o.oid, 'member')) as "memberOf",
    array(select pg_describe_object(classid, objid, objsubid) from pg_shdepend
      where refclassid = 'pg_authid'::regclass and refobjid = r.oid and deptype = 'o') as owns
  from pg_roles r where r.rolname = $1`;

/** Reads the catalogue of the database that the client is connected to. Errors: no such role. */
export async function readCatalogue(client: Pick<ClientBase, "query">, application: string): Promise<Catalogue> {
  const [found] = (await client.query<Role & Record<string, unknown>>(role, [application])).rows;
  if (!found) throw new Error(`there is no role ${application}`);
  return { tables: (await client.query<Table & Record<string, unknown>>(tables, [application])).rows, role: found };
}
