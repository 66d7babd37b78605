import type pg from "pg";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Link, linkDigest, type TraceKeys } from "./digest.ts";
import { findLinkHead, linkedRows, nextLinks, unlinked } from "./links.ts";
import { asOwner } from "./owner.ts";

/** What is wrong with alerts and answers: the link that says so, 0 where a row has none. */
export interface AlertFault {
  readonly link: number;
  readonly kind: Link["kind"] | null;
  readonly alertId: string | null;
  /**
   * changed: a row is not what was written; missing: a row or a link is gone; added: a row that the program did not write;
   * block: a link is not what was made, or does not follow the one before; tail: the head says that there were more.
   */
  readonly what: "changed" | "missing" | "added" | "block" | "tail";
}

export interface AlertVerdict {
  readonly alerts: number;
  readonly answers: number;
  /** The last link: what a seal outside the database remembers. */
  readonly head: string;
  readonly faults: readonly AlertFault[];
}

const BATCH = 500;
const FAULTS_MAX = 100;

const faultAt = ({ number, kind, alertId }: Link, what: AlertFault["what"]): AlertFault => ({
  link: number,
  kind,
  alertId,
  what,
});

/** The fault of one link after another, and of the row that it speaks of. */
function faultOf(keys: TraceKeys, before: Pick<Link, "number" | "digest">, link: Link): AlertFault | undefined {
  if (link.number !== before.number + 1) return { link: before.number + 1, kind: null, alertId: null, what: "missing" };
  const sound = link.prev === before.digest && linkDigest(keys.seal, link) === link.digest;
  return sound ? undefined : faultAt(link, "block");
}

async function strays(owner: Queryable, keys: TraceKeys): Promise<AlertFault[]> {
  // written after the last linking, by the program: its digest says so
  const rows = (await unlinked(owner, keys, FAULTS_MAX)).filter(({ written, digest }) => written !== digest);
  return rows.map(({ kind, alertId }) => ({ link: 0, kind, alertId, what: "added" }));
}

async function walk(owner: Queryable, keys: TraceKeys): Promise<AlertVerdict> {
  const faults: AlertFault[] = [];
  const count = { alert: 0, answer: 0 };
  let at = { number: 0, digest: "0".repeat(64) };
  for (;;) {
    const links = await nextLinks(owner, at.number, BATCH);
    if (links.length === 0) break;
    const rows = await linkedRows(owner, keys, links);
    for (const link of links) {
      const row = rows.get(`${link.kind} ${link.alertId}`);
      const wrong = row === undefined ? "missing" : row.digest === link.row ? undefined : "changed";
      faults.push(...[faultOf(keys, at, link), wrong && faultAt(link, wrong)].filter((one) => one !== undefined));
      at = link;
      count[link.kind] += 1;
    }
  }
  const head = await findLinkHead(owner);
  if (head?.number !== at.number || head.digest !== at.digest)
    faults.push({ link: at.number, kind: null, alertId: null, what: "tail" });
  faults.push(...(await strays(owner, keys)));
  return {
    alerts: count.alert,
    answers: count.answer,
    head: `${at.number} ${at.digest}`,
    faults: faults.slice(0, FAULTS_MAX),
  };
}

/** Walks the chain of alerts and answers, after linking (links.ts), and names what was altered, taken out or added. */
export const verifyAlerts = (owner: pg.Pool, keys: TraceKeys): Promise<AlertVerdict> =>
  asOwner(owner, (client) => walk(client, keys), "begin isolation level repeatable read read only");

const linkAt = sql`select digest from trace_link where number = $1`;

/** Holds the chain against a head that was remembered outside ("number digest"). */
export async function compareAlertsWithHead(owner: Queryable, head: string): Promise<AlertFault | undefined> {
  const [number = "0", digest = ""] = head.split(" ");
  if (Number(number) === 0) return undefined;
  const held = (await owner.query<{ digest: string }>(linkAt, [Number(number)])).rows[0]?.digest;
  if (held === digest) return undefined;
  return { link: Number(number), kind: null, alertId: null, what: held === undefined ? "tail" : "block" };
}
