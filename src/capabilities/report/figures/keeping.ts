import { addMonths, type Day, periodStart } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { countDueLines } from "#capabilities/comparison/index.ts";
import { countDue, monthsOf, type Rules, shownRules } from "#capabilities/retention/index.ts";
import { type Draw, type DrawAfter, midnight, type Span, within } from "../span.ts";
import type { Section } from "../words.ts";

/** Terms as they are set, and the floors below them. */
export const ruleSection =
  (rules: Rules): Draw =>
  async () => ({
    id: "retention_rules",
    title: "保存期限",
    clause: "个人信息保护法 19、56",
    columns: ["记录", "保存期限", "依据", "法定下限", "下限的依据"],
    rows: shownRules(rules).rules.map((rule) => [rule.title, rule.keep, rule.clause, rule.floor, rule.floorClause]),
  });

const older = sql`
  select (select count(*) from trace_look where area >= $1 and area < $2 and at < $3)::float8 as trace,
    (select count(*) from survey_import where area >= $1 and area < $2 and started_at < $4)::float8 as uploads`;
const olderEvents = sql`
  select count(*)::float8 as events from account_event where area >= $1 and area < $2 and at < $3`;

const before = (rules: Rules, kind: "trace" | "account_event" | "upload", today: Day): string | null => {
  const months = monthsOf(rules.records[kind].keep);
  return months === undefined ? null : midnight(addMonths(today, -months));
};

/** What is due on this day: nothing of it happens by itself. */
export const dueSection =
  (rules: Rules, apart: Queryable): DrawAfter =>
  async ({ scope, today }) => {
    const area = [scope.lo, scope.hi];
    const held = await apart.query<{ events: number }>(olderEvents, [...area, before(rules, "account_event", today)]);
    const events = held.rows[0]?.events ?? 0;
    return (db, span) => drawDue(db, span, rules, events);
  };

async function drawDue(db: Queryable, { scope, today }: Span, rules: Rules, events: number): Promise<Section> {
  const due = await countDue(db, { rules, scope, today });
  // traces are given up by whole months
  const months = monthsOf(rules.records.trace.keep);
  const since = months === undefined ? null : midnight(addMonths(periodStart(today, 1), -months));
  const { rows } = await db.query<{ trace: number; uploads: number }>(older, [
    scope.lo,
    scope.hi,
    since,
    before(rules, "upload", today),
  ]);
  const lines = await countDueLines(db, scope, today, monthsOf(rules.records.list.keep));
  return {
    id: "retention_due",
    title: "到期待处理",
    clause: "个人信息保护法 47",
    columns: ["事项", "数量"],
    rows: [
      ["应封存的档案", due.seal],
      ["已封存的档案", due.sealed],
      ["期满可以删除的档案", due.delete],
      ["已提出删除、待另一人确认", due.proposed],
      ["已确认删除、待执行", due.erase],
      ["超过保存期限的访问记录", rows[0]?.trace ?? 0],
      ["超过保存期限的账号变动记录", events],
      ["超过保存期限的摸排表原件", rows[0]?.uploads ?? 0],
      ["超过保存期限的部门名单", lines.lists],
      ["超过保存期限的疑似未登记线索", lines.unregistered],
    ],
  };
}

const done = sql`
  select (count(*) filter (where sealed_on between $3 and $4))::int as sealed from retention_file where area >= $1 and area < $2`;
const gone = sql`
  select kind, count(*)::int as count, (count(*) filter (where erased_at is not null))::int as erased from retention_deletion
  where area >= $1 and area < $2 and confirmed_at >= $3 and confirmed_at < $4 group by kind order by kind`;

/** Files sealed and deleted within the span. */
export const deletionSection =
  (rules: Rules): Draw =>
  async (db, span) => {
    const { scope, from, to } = span;
    const sealed = await db.query<{ sealed: number }>(done, [scope.lo, scope.hi, from, to]);
    const { rows } = await db.query<{ kind: string; count: number; erased: number }>(gone, within(span));
    const titleOf = (kind: string): string => rules.files.find((file) => file.id === kind)?.title ?? kind;
    return {
      id: "deletions",
      title: "封存与删除",
      clause: "个人信息保护法 47；国家档案局令第8号",
      columns: ["事项", "数量", "其中已销毁密钥"],
      rows: [
        ["期内封存、至今仍封存的档案", sealed.rows[0]?.sealed ?? 0, ""],
        ...rows.map(({ kind, count, erased }) => [`删除：${titleOf(kind)}`, count, erased]),
      ],
    };
  };

// No index knows the kinds: a report reads the journal of its area once, and a year apart.
const written = sql`
  select kind, count(*)::int as count, count(distinct actor_id)::int as people from entry
  where area >= $1 and area < $2 and recorded_at >= $3 and recorded_at < $4 group by kind order by kind`;

/** What was written, opened and decided, by kind of entry. */
export const entrySection =
  (names: Readonly<Record<string, string>>): Draw =>
  async (db, span) => {
    const { rows } = await db.query<{ kind: string; count: number; people: number }>(written, within(span));
    return {
      id: "entries",
      title: "写入档案的记录（含打开封存档案）",
      clause: "GB/T 22239-2019 8.1.4.3：安全审计覆盖每个用户",
      columns: ["记录", "条数", "人数"],
      rows: rows.map(({ kind, count, people }) => [names[kind] ?? kind, count, people]),
    };
  };
