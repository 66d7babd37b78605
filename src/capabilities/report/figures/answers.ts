import { sql } from "#platform/db/sql.ts";
import { type Claim, claims, type Ending, endings } from "#capabilities/rights/words.ts";
import { type AlertRule, alertRules, type Outcome, outcomes } from "#capabilities/trace/words.ts";
import { ruleNames } from "#capabilities/trace/index.ts";
import { type Draw, within } from "../span.ts";

const alerts = sql`
  select a.rule, w.outcome, count(*)::int as count,
    round(coalesce(max(extract(epoch from coalesce(w.at, $5) - a.raised_at)), 0) / 86400)::int as days
  from trace_alert a left join trace_answer w on w.alert_id = a.id
  where a.area >= $1 and a.area < $2 and a.raised_at >= $3 and a.raised_at < $4 group by a.rule, w.outcome`;

interface AlertRow {
  readonly rule: AlertRule;
  readonly outcome: Outcome | null;
  readonly count: number;
  readonly days: number;
}

/** Unusual reading, and how people answered it. */
export const alertSection: Draw = async (db, span) => {
  const [lo, hi, since, before] = within(span);
  const { rows } = await db.query<AlertRow & Record<string, unknown>>(alerts, [lo, hi, since, before, before]);
  const of = (rule: AlertRule, outcome: Outcome | null): number =>
    rows.find((row) => row.rule === rule && row.outcome === outcome)?.count ?? 0;
  const raised = (rule: AlertRule): number => rows.filter((row) => row.rule === rule).reduce((n, row) => n + row.count, 0);
  const longest = (rule: AlertRule): number => Math.max(0, ...rows.filter((row) => row.rule === rule).map((row) => row.days));
  const words = Object.keys(outcomes) as Outcome[];
  return {
    id: "alerts",
    title: "异常访问提醒及答复",
    clause: "未成年人网络保护条例 36：采取技术措施，避免违法处理",
    columns: ["情形", "提醒", ...words.map((word) => outcomes[word]), "未答复", "最长天数（未答复的算到期末）"],
    rows: alertRules.map((rule) => [
      ruleNames[rule], raised(rule), ...words.map((word) => of(rule, word)), of(rule, null), longest(rule),
    ]),
  };
}; // prettier-ignore

const requests = sql`
  select claim, ending, count(*)::int as count,
    (count(*) filter (where decision is not null or ending is not null))::int as decided,
    (count(*) filter (where coalesce(decided_on, ended_on, $5) > due))::int as late
  from rights_request where area >= $1 and area < $2 and asked_on between $3 and $4 group by claim, ending`;

interface RequestRow {
  readonly claim: Claim;
  readonly ending: Ending | null;
  readonly count: number;
  readonly decided: number;
  readonly late: number;
}

/** Guardians' requests, and what became of them. */
export const requestSection: Draw = async (db, { scope, from, to, today }) => {
  const values = [scope.lo, scope.hi, from, to, to < today ? to : today];
  const { rows } = await db.query<RequestRow & Record<string, unknown>>(requests, values);
  const sum = (claim: Claim, key: "count" | "decided" | "late"): number =>
    rows.filter((row) => row.claim === claim).reduce((n, row) => n + row[key], 0);
  const of = (claim: Claim, ending: Ending | null): number =>
    rows.find((row) => row.claim === claim && row.ending === ending)?.count ?? 0;
  const words = Object.keys(endings) as Ending[];
  return {
    id: "requests",
    title: "监护人查阅、复制、更正、补充、删除的申请",
    clause: "未成年人网络保护条例 34；个人信息保护法 50",
    columns: ["事项", "收到", "已决定", ...words.map((word) => endings[word]), "在办", "逾期"],
    rows: (Object.keys(claims) as Claim[]).map((claim) => [
      claims[claim], sum(claim, "count"), sum(claim, "decided"), ...words.map((word) => of(claim, word)), of(claim, null), sum(claim, "late"),
    ]),
  };
}; // prettier-ignore
