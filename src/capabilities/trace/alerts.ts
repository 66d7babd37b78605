import type { QueryResultRow } from "pg";
import type { Actor } from "#kernel/actor.ts";
import { dayOf } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { AlertRule } from "./words.ts";

/** A raised alert with its answer, if it has one. */
export interface AlertRow {
  readonly id: Id;
  readonly rule: AlertRule;
  readonly area: AreaCode;
  readonly personId: Id | null;
  readonly childId: Id | null;
  readonly day: string;
  readonly raisedAt: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly answeredBy: Id | null;
  readonly answeredAt: string | null;
}

const line = `a.id, a.rule, a.area, a.person_id as "personId", a.child_id as "childId", a.day, a.raised_at as "raisedAt",
  a.evidence, w.outcome, w.reason, w.person_id as "answeredBy", w.at as "answeredAt"`;

const page = sql`
  select ${line} from trace_alert a left join trace_answer w on w.alert_id = a.id
  where ($1::boolean is null or (w.alert_id is null) = $1) and ($2::uuid is null or a.id < $2)
  order by a.id desc limit $3`;
const one = sql`select ${line} from trace_alert a left join trace_answer w on w.alert_id = a.id where a.id = $1`;
const insert = sql`
  insert into trace_answer (alert_id, area, person_id, post, outcome, reason, at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (alert_id) do nothing`;

/** The newest first. `open`: only those without an answer, or only those with one. */
export async function alertsPage(
  db: Queryable,
  open: boolean | null,
  after: Id | null,
  limit: number,
): Promise<AlertRow[]> {
  return (await db.query<AlertRow & QueryResultRow>(page, [open, after, limit])).rows;
}

export const findAlert = async (db: Queryable, id: Id): Promise<AlertRow | undefined> =>
  (await db.query<AlertRow & QueryResultRow>(one, [id])).rows[0];

const raiseBroken = sql`
  insert into trace_alert (id, key, rule, area, person_id, child_id, day, raised_at, evidence)
  values ($1, $2, 'break_glass', $3, $4, $5, $6, $7, $8)`;

/** A seal that was broken: raised at once by the transaction that opens it, and answered by somebody else. */
export async function raiseBrokenSeal(
  db: Queryable,
  at: Date,
  {
    actor,
    childId,
    area,
    purpose,
  }: { readonly actor: Actor; readonly childId: Id; readonly area: AreaCode; readonly purpose: string },
): Promise<void> {
  const id = newId();
  const evidence = JSON.stringify({ purpose });
  const values = [id, `break_glass ${id}`, area, actor.personId, childId, dayOf(at), at.toISOString(), evidence];
  await db.query(raiseBroken, values);
}

export interface Answer {
  readonly alert: Pick<AlertRow, "id" | "area">;
  readonly personId: Id;
  readonly post: string;
  readonly outcome: string;
  readonly reason: string;
  readonly at: string;
}

/** False where somebody else was quicker. */
export async function insertAnswer(db: Queryable, answer: Answer): Promise<boolean> {
  const { alert, personId, post, outcome, reason, at } = answer;
  const { rowCount } = await db.query(insert, [alert.id, alert.area, personId, post, outcome, reason, at]);
  return rowCount === 1;
}
