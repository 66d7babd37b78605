import { createHash, randomInt } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import { canonical } from "#kernel/canonical.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { type AreaCode, within } from "#kernel/scope.ts";
import { requireFreshFactor } from "#capabilities/account/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { exportNumber, givenFacts, type Giving, requireGiving } from "./decide.ts";
import type { ExportWorld } from "./making.ts";
import { insertSending } from "./store.ts";
import type { Means } from "./zh.ts";

/** One giving to a department: of which children, by which means, to whom by name. */
export interface Sending extends Giving {
  readonly id: Id;
  readonly area: AreaCode;
  readonly recipient: string;
  readonly means: Means;
  /** The file in which it goes, where it goes as one. */
  readonly exportId?: Id | undefined;
  /** The present facts of each child, as the sender may read them. */
  readonly children: readonly Readonly<Record<string, unknown>>[];
}

/** What may leave: the allowed fields alone, under the number by which the ledger knows the giving. */
export interface Given {
  readonly number: string;
  readonly children: readonly Readonly<Record<string, unknown>>[];
}

const numberOf = (day: Day): string => exportNumber(day, [randomInt(100_000), randomInt(100_000)]);

type Portion = Sending["children"];

/** The digest of the data as they are handed out (canonical JSON), and how many: of as many as there are, a portion at a time. */
async function digestOf(fields: readonly string[], portions: Iterable<Portion> | AsyncIterable<Portion>): Promise<{ sha256: string; count: number }> {
  const digest = createHash("sha256").update("[");
  let count = 0;
  for await (const portion of portions)
    for (const facts of portion) {
      digest.update(`${count === 0 ? "" : ","}${canonical(givenFacts(facts, fields))}`);
      count += 1;
    }
  return { sha256: digest.update("]").digest("hex"), count };
} // prettier-ignore

/** What the ledger knows of a giving in portions: its number, and of how many children. */
export interface Portioned {
  readonly number: string;
  readonly count: number;
}

/**
 * The same as giveWithin for as many children as there are: they pass through a portion at a time. Errors: as there;
 * "nobody" where there is nobody, and nothing is written then.
 */
export async function giveInPortions(
  db: Queryable,
  { clock }: Pick<ExportWorld, "clock">,
  actor: Actor,
  sending: Omit<Sending, "children">,
  portions: Iterable<Portion> | AsyncIterable<Portion>,
): Promise<Portioned | "nobody" | undefined> {
  if (!within(actor.scope, sending.area)) throw notFound("area.unknown", { codes: [sending.area] });
  const day = today(clock);
  requireGiving(sending, day);
  const fields = [...new Set(sending.fields)];
  const { sha256, count } = await digestOf(fields, portions);
  if (count === 0) return "nobody";
  const { agreement } = sending;
  const row = {
    id: sending.id, number: numberOf(day), area: sending.area, personId: actor.personId, person: actor.name, post: actor.post,
    session: actor.sessionId ?? null, purpose: sending.purpose, department: sending.department, recipient: sending.recipient,
    fields, children: count, agreement: agreement.title, agreementFrom: agreement.from, agreementTo: agreement.to,
    means: sending.means, exportId: sending.exportId ?? null, at: clock.now().toISOString(), sha256,
  }; // prettier-ignore
  return (await insertSending(db, row)) ? { number: row.number, count } : undefined;
}

/**
 * Takes from each child the fields that the purpose allows and writes the giving into the ledger, in the caller's
 * transaction: what was given and where it is kept stand together, or not at all (网络数据安全管理条例 12). Errors:
 * area.unknown (404), those of requireGiving (422); undefined where this id was given already: nothing goes twice.
 */
export async function giveWithin(
  db: Queryable,
  world: Pick<ExportWorld, "clock">,
  actor: Actor,
  { children, ...sending }: Sending,
): Promise<Given | undefined> {
  const given = await giveInPortions(db, world, actor, sending, [children]);
  if (given === "nobody") throw new Error(`a giving of nobody: ${sending.id}`);
  const fields = [...new Set(sending.fields)];
  return given && { number: given.number, children: children.map((facts) => givenFacts(facts, fields)) };
}

/** The same in a transaction of its own, for data that go out of the house. Errors: account.fresh_factor_needed (403), as giveWithin. */
export async function give(
  world: Pick<ExportWorld, "pool" | "clock">,
  actor: Actor,
  sending: Sending,
): Promise<Given | undefined> {
  requireFreshFactor(actor, world.clock);
  return inScope(world.pool, actor.scope, (db) => giveWithin(db, world, actor, sending));
}
