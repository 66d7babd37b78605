import { type Department, type PostKind, postKinds } from "#kernel/actor.ts";
import { addDays } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { eventNames, type Settings } from "#capabilities/account/index.ts";
import { needsFactor } from "#capabilities/account/decide.ts";
import { departmentNames, postNames } from "#capabilities/account/words.ts";
import { type Draw, type DrawAfter, within } from "../span.ts";

const posts = sql`
  select kind, department,
    (count(distinct person_id) filter (where status = 'active' and from_day <= $4 and (to_day is null or to_day > $4)))::int as people,
    (count(*) filter (where status = 'active' and from_day between $3 and $4))::int as begun,
    (count(*) filter (where status = 'active' and to_day between $3 and $4))::int as ended,
    (count(*) filter (where status = 'pending'))::int as pending
  from account_post where area >= $1 and area < $2 group by kind, department`;

interface PostRow {
  readonly kind: PostKind;
  readonly department: Department | null;
  readonly people: number;
  readonly begun: number;
  readonly ended: number;
  readonly pending: number;
}

const nameOf = ({ kind, department }: PostRow): string =>
  department === null ? postNames[kind] : `${postNames[kind]}（${departmentNames[department]}）`;

/** Who holds which post: what staff may see follows from it. */
export const postSection: Draw = async (db, { scope, from, to }) => {
  const { rows } = await db.query<PostRow>(posts, [scope.lo, scope.hi, from, to]);
  const order = (row: PostRow): number => postKinds.indexOf(row.kind);
  return {
    id: "posts",
    title: "岗位与在任人员",
    clause: "未成年人网络保护条例 36：以最小授权为原则设定访问权限",
    columns: ["岗位", "期末在任人数", "期内任职", "期内离任", "待审批", "须第二因素登录"],
    rows: rows
      .toSorted((a, b) => order(a) - order(b) || nameOf(a).localeCompare(nameOf(b), "zh"))
      .map((row) => [nameOf(row), row.people, row.begun, row.ended, row.pending, needsFactor(row.kind) ? "是" : "否"]),
  };
};

// People with a post in force on the last day; whose second factor, password and phone are looked at.
const state = sql`
  with held as (
    select p.id, bool_or(o.kind = any($5::text[])) as must from account_person p join account_post o on o.person_id = p.id
    where o.status = 'active' and o.from_day <= $4 and (o.to_day is null or o.to_day > $4) and o.area >= $1 and o.area < $2
      and p.closed_at is null
    group by p.id
  )
  select count(*)::int as people,
    (count(*) filter (where exists (select 1 from account_login l where l.person_id = h.id)))::int as logins,
    (count(*) filter (where must))::int as must,
    (count(*) filter (where must and not exists (select 1 from account_factor f where f.person_id = h.id and f.sealed is not null)))::int as lacking,
    (count(*) filter (where (select max(w.set_at) from account_password w where w.person_id = h.id) < $6))::int as old,
    (select count(*) from account_device d join account_post o on o.id = d.post_id
      where d.revoked_at is null and o.area >= $1 and o.area < $2)::int as phones,
    (select count(*) from account_device d join account_post o on o.id = d.post_id
      where d.revoked_at >= $3 and d.revoked_at < $7 and o.area >= $1 and o.area < $2)::int as revoked
  from held h`;

/** Accounts are read apart from children: within an area's scope the database shows none of them (docs/decisions/0024). */
export const accountSection =
  (settings: () => Promise<Settings>, apart: Queryable): DrawAfter =>
  async (span) => {
    const { passwordDays } = await settings();
    const [lo, hi, since, before] = within(span);
    const factors = postKinds.filter(needsFactor);
    const stale = `${addDays(span.to, -passwordDays)}T00:00:00+08:00`;
    const { rows } = await apart.query<Record<string, number>>(state, [lo, hi, since, span.to, factors, stale, before]);
    const found = rows[0] ?? {};
    const line = (title: string, key: string): [string, number] => [title, found[key] ?? 0];
    return async () => ({
      id: "accounts",
      title: "账号状况",
      clause: "GB/T 22239-2019 8.1.4.1：身份鉴别、第二因素、口令定期更换",
      columns: ["项目", "数量"],
      rows: [
        line("在任人员", "people"),
        line("已有登录名", "logins"),
        line("须用第二因素的人员", "must"),
        line("其中尚未绑定第二因素", "lacking"),
        line(`口令超过 ${passwordDays} 天未更换`, "old"),
        line("在用的手机", "phones"),
        line("期内停用的手机", "revoked"),
      ],
    });
  };

const events = sql`
  select kind, count(*)::int as count from account_event
  where at >= $3 and at < $4 and ((area >= $1 and area < $2) or (area is null and $1 <= '0')) group by kind order by kind`;

export const eventSection =
  (apart: Queryable): DrawAfter =>
  async (span) => {
    const { rows } = await apart.query<{ kind: string; count: number }>(events, within(span));
    const counts = new Map(rows.map((row) => [row.kind, row.count]));
    return async () => ({
      id: "account_events",
      title: "账号与岗位变动",
      clause: "GB/T 22239-2019 8.1.4.3：安全审计",
      columns: ["事项", "次数"],
      rows: Object.entries(eventNames).map(([kind, name]) => [name, counts.get(kind) ?? 0]),
    });
  };
