import type pg from "pg";
import type { Clock } from "#kernel/clock.ts";
import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { changing } from "./changing.ts";
import { setPassword, takeLogin } from "./credentials.ts";
import { loginKey } from "./login.ts";
import { record } from "./events.ts";
import { forgetFactor } from "./factors.ts";
import { drawPassword, hashPassword } from "./passwords.ts";
import { closeSessionsOf } from "./sessions.ts";
import { addPerson, addPost } from "./store.ts";

/* The first system administrator, and the way back in for one who lost the password: both need the machine. */

const LOGIN = "admin";

const anyAdministrator = sql`select 1 from account_post where kind = 'system_admin' limit 1`;
const lockPosts = sql`lock table account_post in share row exclusive mode`;
const administratorByLogin = sql`
  select l.person_id as "personId" from account_login l
  join account_person p on p.id = l.person_id and p.closed_at is null
  where l.key = $1 and exists (
    select 1 from account_post o where o.person_id = l.person_id and o.status = 'active' and (o.to_day is null or o.to_day > $2)
      and o.kind in ('system_admin', 'security_admin', 'audit_admin'))`;
const forgetFailures = sql`delete from account_counter`;

export interface Shown {
  readonly login: string;
  /** Shown once, kept nowhere. */
  readonly password: string;
}

/**
 * Makes the first system administrator where there never was one: two programs that start at the same moment make one.
 * Undefined where there is one. As owner.
 */
export async function ensureAdministrator(owner: pg.Pool, clock: Clock): Promise<Shown | undefined> {
  if ((await owner.query(anyAdministrator)).rows.length > 0) return undefined;
  const password = drawPassword();
  const phc = await hashPassword(password);
  return changing(owner, async (db) => {
    await db.query(lockPosts);
    if ((await db.query(anyAdministrator)).rows.length > 0) return undefined;
    await makeAdministrator(db, clock, phc);
    return { login: LOGIN, password };
  });
}

async function makeAdministrator(db: Queryable, clock: Clock, phc: string): Promise<void> {
  const [personId, postId, day, now] = [newId(), newId(), today(clock), clock.now()];
  await addPerson(db, { id: personId, name: "系统管理员", side: "system" });
  await addPost(db, {
    postId, personId, kind: "system_admin", area: "0", department: null, fromDay: day, toDay: null, status: "active",
    deputyFor: null, appointedBy: null, reason: "首次启动",
  }, now, day); // prettier-ignore
  if (!(await takeLogin(db, personId, LOGIN))) throw new Error("the first administrator's login is taken");
  await setPassword(db, personId, phc, now, true);
  await record(db, { kind: "account.person_added", personId, actorId: null, area: "0", body: { login: LOGIN, by: "first start" } }, now); // prettier-ignore
}

/**
 * A new password for one of the three administrators, and if asked no second factor any more; failed attempts are
 * forgotten. As owner. Errors: account.administrator_unknown (404).
 */
export async function resetAdministrator(
  owner: pg.Pool,
  clock: Clock,
  wanted: { readonly login: string; readonly factor: boolean },
): Promise<Shown> {
  const password = drawPassword();
  const phc = await hashPassword(password);
  const now = clock.now();
  return changing(owner, async (db) => {
    const { rows } = await db.query<{ personId: string }>(administratorByLogin, [loginKey(wanted.login), today(clock)]);
    const personId = rows[0]?.personId;
    if (personId === undefined) throw notFound("account.administrator_unknown");
    await setPassword(db, personId, phc, now, true);
    if (wanted.factor) await forgetFactor(db, personId);
    await closeSessionsOf(db, personId);
    await db.query(forgetFailures);
    await record(db, { kind: "account.password_given", personId, actorId: null, area: "0", body: { by: "command line", factor: wanted.factor } }, now); // prettier-ignore
    return { login: wanted.login, password };
  });
}
