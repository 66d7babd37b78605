import { type PostKind } from "#kernel/actor.ts";
import { addDays } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import type { Route } from "#platform/http/route.ts";
import { postNames } from "#capabilities/account/words.ts";
import type { Settings } from "#capabilities/account/index.ts";
import { thresholds } from "#capabilities/trace/index.ts";
import { type Draw, midnight } from "../span.ts";
import { type EventKind, eventKinds } from "../words.ts";
import { eventWords, faultNames, settingNames, thresholdNames, undone } from "../zh.ts";

type Permissions = Readonly<Record<string, readonly PostKind[]>>;

const whoMay = (permissions: Permissions, permission: string | null): string =>
  permission === null ? "不需登录" : (permissions[permission] ?? []).map((post) => postNames[post]).join("、");

const isTraced = ({ spec }: Route): string =>
  spec.looks === undefined
    ? spec.method === "GET"
      ? "否"
      : "写入档案记录"
    : "none" in spec.looks
      ? "不含儿童信息"
      : "是";

/** Every operation of the running server: who may, and whether a look at a child is kept. */
export const routeSection =
  (routes: () => readonly Route[], permissions: Permissions): Draw =>
  async () => ({
    id: "routes",
    title: "接口与岗位权限",
    clause: "未成年人网络保护条例 36：最小授权；个人信息保护法 51(四)",
    columns: ["方法", "路径", "用途", "权限", "岗位", "留痕"],
    rows: routes().map((route) => {
      const { method, path, summary, permission } = route.spec;
      return [method, path, summary, permission ?? "", whoMay(permissions, permission), isTraced(route)];
    }),
  });

// What the database itself enforces: read from its own catalogue.
const walls = sql`
  select c.relname as name, c.relrowsecurity as secured,
    (select count(*) from pg_catalog.pg_policy p where p.polrelid = c.oid)::int as policies,
    exists (select 1 from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname in ('child_id', 'subject_id', 'children') and not a.attisdropped) as personal
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`;

export const wallSection: Draw = async (db) => {
  const { rows } = await db.query<{ name: string; secured: boolean; policies: number; personal: boolean }>(walls);
  const personal = rows.filter((row) => row.personal);
  return {
    id: "walls",
    title: "数据库行级安全（涉及儿童的表）",
    clause: "个人信息保护法 51；GB/T 22239-2019 8.1.4.2",
    columns: ["表", "行级安全", "策略数"],
    rows: personal.map(({ name, secured, policies }) => [name, secured ? "已启用" : "未启用", policies]),
  };
};

const flat = (value: unknown, path: string): [string, string | number][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`))
    : [[path, typeof value === "number" ? value : String(value)]];

/** The numbers that hold: of sign-in and sessions, and from where on reading counts as unusual. */
export const settingSection =
  (settings: () => Promise<Settings>): Draw =>
  async () => ({
    id: "settings",
    title: "安全参数",
    clause: "GB/T 22239-2019 8.1.4.1；未成年人网络保护条例 36",
    columns: ["参数", "编号", "数值"],
    rows: [
      ...flat(await settings(), "").map(([key, value]) => [settingNames[key.split(".")[0] ?? ""] ?? key, key, value]),
      ...flat(thresholds, "").map(([key, value]) => [thresholdNames[key.split(".")[0] ?? ""] ?? key, key, value]),
    ],
  });

const events = sql`
  select kind, count(*)::int as count, (count(*) filter (where not ok))::int as failed,
    to_char(max(at) filter (where ok) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as last
  from report_event where at >= $1 and at < $2 group by kind`;
const faults = sql`
  select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at, kind, detail
  from report_event where at >= $1 and at < $2 and not ok order by report_event.at limit 1000`;

/** Backups, verifications, restores, changes of keys: how often, how many failed, when last. */
export const upkeepSection: Draw = async (db, { from, to }) => {
  const values = [midnight(from), midnight(addDays(to, 1))];
  const { rows } = await db.query<{ kind: EventKind; count: number; failed: number; last: string | null }>(
    events,
    values,
  );
  const of = (kind: EventKind) => rows.find((row) => row.kind === kind);
  return {
    id: "upkeep",
    title: "备份、核验、恢复与密钥更换",
    clause: "个人信息保护法 51、54；GB/T 22239-2019 8.1.4.9",
    columns: ["事项", "次数", "其中未通过", "最近一次成功"],
    rows: eventKinds.map((kind) => [eventWords[kind], of(kind)?.count ?? 0, of(kind)?.failed ?? 0, of(kind)?.last ?? "无"]), // prettier-ignore
  };
};

/** What had gone wrong, in words: how much of what does not fit, or that it was not done, with the code of the reason. */
function wrong(detail: Readonly<Record<string, unknown>>): string {
  const { code } = detail;
  const counts = Object.entries(faultNames).flatMap(([key, name]) => {
    const count = detail[key];
    return typeof count === "number" && count > 0 ? [`${name} ${count} 处`] : [];
  });
  return typeof code === "string" ? `${undone}（${code}）` : counts.join("，");
}

export const faultSection: Draw = async (db, { from, to }) => {
  const values = [midnight(from), midnight(addDays(to, 1))];
  const { rows } = await db.query<{ at: string; kind: EventKind; detail: Readonly<Record<string, unknown>> }>(
    faults,
    values,
  );
  return {
    id: "faults",
    title: "未通过的核验和失败的备份",
    clause: "未成年人网络保护条例 35；个人信息保护法 57",
    columns: ["时间", "事项", "情况"],
    rows: rows.map(({ at, kind, detail }) => [at, eventWords[kind], wrong(detail)]),
  };
};
