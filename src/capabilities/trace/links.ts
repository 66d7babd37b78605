import type { QueryResultRow } from "pg";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { alertDigest, answerDigest, type Link, linkDigest, type TraceKeys } from "./digest.ts";
import { asOwner } from "./owner.ts";
import type { SealWorld } from "./seal.ts";

/* The chain of alerts and answers: SQL and the step that links what was written (docs/decisions/0029). As owner. */

/** A row as its digest is taken, and the digest that its writer gave it. */
export interface Linkable {
  readonly kind: "alert" | "answer";
  readonly alertId: Id;
  readonly written: string;
  /** What the digest would be of the row as it stands now. */
  readonly digest: string;
}

const alertColumns = `a.id, a.key, a.rule, a.area, a.person_id as "personId", a.child_id as "childId", a.day, a.raised_at as "raisedAt",
  a.evidence, a.digest as written`;
const answerColumns = `w.alert_id as "alertId", w.area, w.person_id as "personId", w.post, w.outcome, w.reason, w.at,
  w.digest as written`;

const unlinkedAlerts = sql`
  select ${alertColumns} from trace_alert a
  where not exists (select 1 from trace_link l where l.kind = 'alert' and l.alert_id = a.id) order by a.raised_at, a.id limit $1`;
const unlinkedAnswers = sql`
  select ${answerColumns} from trace_answer w
  where not exists (select 1 from trace_link l where l.kind = 'answer' and l.alert_id = w.alert_id)
    and exists (select 1 from trace_link l where l.kind = 'alert' and l.alert_id = w.alert_id) order by w.at, w.alert_id limit $1`;
const alertsOf = sql`select ${alertColumns} from trace_alert a where a.id = any($1::uuid[])`;
const answersOf = sql`select ${answerColumns} from trace_answer w where w.alert_id = any($1::uuid[])`;

type AlertRow = Parameters<typeof alertDigest>[1] & { readonly written: string } & QueryResultRow;
type AnswerRow = Parameters<typeof answerDigest>[1] & { readonly written: string } & QueryResultRow;

const ofAlert = (keys: TraceKeys, row: AlertRow): Linkable => ({
  kind: "alert",
  alertId: row.id,
  written: row.written,
  digest: alertDigest(keys.seal, row),
});
const ofAnswer = (keys: TraceKeys, row: AnswerRow): Linkable => ({
  kind: "answer",
  alertId: row.alertId,
  written: row.written,
  digest: answerDigest(keys.seal, row),
});

/** Rows without a link, the oldest first; an answer after its alert. */
export async function unlinked(owner: Queryable, keys: TraceKeys, limit: number): Promise<Linkable[]> {
  const alerts = (await owner.query<AlertRow>(unlinkedAlerts, [limit])).rows.map((row) => ofAlert(keys, row));
  if (alerts.length > 0) return alerts;
  return (await owner.query<AnswerRow>(unlinkedAnswers, [limit])).rows.map((row) => ofAnswer(keys, row));
}

/** The rows that these links speak of, by kind and id: "alert 0190…". */
export async function linkedRows(
  owner: Queryable,
  keys: TraceKeys,
  links: readonly Link[],
): Promise<ReadonlyMap<string, Linkable>> {
  const ids = (kind: Link["kind"]): Id[] => links.flatMap((link) => (link.kind === kind ? [link.alertId] : []));
  const alerts = (await owner.query<AlertRow>(alertsOf, [ids("alert")])).rows.map((row) => ofAlert(keys, row));
  const answers = (await owner.query<AnswerRow>(answersOf, [ids("answer")])).rows.map((row) => ofAnswer(keys, row));
  return new Map([...alerts, ...answers].map((row) => [`${row.kind} ${row.alertId}`, row]));
}

const holdHead = sql`select link as number, link_digest as digest from trace_head where one = 1 for update`;
const readHead = sql`select link as number, link_digest as digest from trace_head where one = 1`;
const moveHead = sql`update trace_head set link = $1, link_digest = $2 where one = 1`;
const insertLink = sql`
  insert into trace_link (number, kind, alert_id, row, prev, digest, linked_at) values ($1, $2, $3, $4, $5, $6, $7)`;
const linksAfter = sql`
  select number, kind, alert_id as "alertId", row, prev, digest, linked_at as "linkedAt" from trace_link
  where number > $1 order by number limit $2`;

type LinkHead = Pick<Link, "number" | "digest">;

export const findLinkHead = async (owner: Queryable): Promise<LinkHead | undefined> =>
  (await owner.query<LinkHead & QueryResultRow>(readHead)).rows[0];

export const nextLinks = async (owner: Queryable, after: number, limit: number): Promise<Link[]> =>
  (await owner.query<Link & QueryResultRow>(linksAfter, [after, limit])).rows;

/** Rows of one transaction. */
const AT_ONCE = 500;

async function linkRows(
  owner: Queryable,
  { clock, keys }: SealWorld,
  from: LinkHead,
  isFirst: boolean,
): Promise<LinkHead> {
  const linkedAt = clock.now().toISOString();
  let head = from;
  for (const { kind, alertId, written, digest } of await unlinked(owner, keys, AT_ONCE)) {
    const row = written === "" && isFirst ? digest : written;
    const link: Omit<Link, "digest"> = { number: head.number + 1, kind, alertId, row, prev: head.digest, linkedAt };
    head = { number: link.number, digest: linkDigest(keys.seal, link) };
    await owner.query(insertLink, [link.number, kind, alertId, row, link.prev, head.digest, linkedAt]);
  }
  return head;
}

/**
 * What was written before there was a chain has no digest of its writer's. All of it is taken as it stands, in the
 * transaction that begins the chain: in a later one nobody could tell it from what was written past the program.
 */
const linkSome = (world: SealWorld): Promise<number> =>
  asOwner(world.owner, async (owner) => {
    const held = (await owner.query<LinkHead & QueryResultRow>(holdHead)).rows[0];
    if (!held) throw new Error("trace_head is empty");
    const isFirst = held.number === 0;
    let head = await linkRows(owner, world, held, isFirst);
    for (let more = isFirst; more;) {
      const next = await linkRows(owner, world, head, true);
      more = next.number > head.number;
      head = next;
    }
    if (head.number > held.number) await owner.query(moveHead, [head.number, head.digest]);
    return head.number - held.number;
  });

/** Gives every alert and answer its link. Several may call it at once: they take turns. Answers how many were linked. */
export async function linkAlerts(world: SealWorld): Promise<number> {
  for (let linked = 0; ;) {
    const some = await linkSome(world);
    if (some === 0) return linked;
    linked += some;
  }
}
