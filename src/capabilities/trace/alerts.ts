import type { QueryResultRow } from "pg";
import type { Actor } from "#kernel/actor.ts";
import { dayOf } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { alertDigest, answerDigest, type KeptAlert, type KeptAnswer, type TraceKeys } from "./digest.ts";
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
  insert into trace_answer (alert_id, area, person_id, post, outcome, reason, at, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)
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
  insert into trace_alert (id, key, rule, area, person_id, child_id, day, raised_at, evidence, digest)
  values ($1, $2, 'break_glass', $3, $4, $5, $6, $7, $8, $9)`;

/** A seal that was broken: raised at once by the transaction that opens it, and answered by somebody else. */
export async function raiseBrokenSeal(
  db: Queryable,
  keys: TraceKeys,
  at: Date,
  told: { readonly actor: Actor; readonly childId: Id; readonly area: AreaCode; readonly purpose: string },
): Promise<void> {
  const id = newId();
  const { actor, childId, area, purpose } = told;
  const alert: KeptAlert = {
    id, key: `break_glass ${id}`, rule: "break_glass", area, personId: actor.personId, childId, day: dayOf(at),
    raisedAt: at.toISOString(), evidence: { purpose },
  }; // prettier-ignore
  const { key, personId, day, raisedAt, evidence } = alert;
  const digest = alertDigest(keys.seal, alert);
  await db.query(raiseBroken, [id, key, area, personId, childId, day, raisedAt, JSON.stringify(evidence), digest]);
}

/** False where somebody else was quicker. */
export async function insertAnswer(db: Queryable, keys: TraceKeys, answer: KeptAnswer): Promise<boolean> {
  const { alertId, area, personId, post, outcome, reason, at } = answer;
  const values = [alertId, area, personId, post, outcome, reason, at, answerDigest(keys.seal, answer)];
  return (await db.query(insert, values)).rowCount === 1;
}
