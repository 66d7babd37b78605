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

/**
 * Takes from each child the fields that the purpose allows and writes the giving into the ledger, in the caller's
 * transaction: what was given and where it is kept stand together, or not at all (网络数据安全管理条例 12). The digest is
 * that of the data as they are handed out (canonical JSON). Errors: area.unknown (404), those of requireGiving (422);
 * undefined where this id was given already: nothing goes twice.
 */
export async function giveWithin(
  db: Queryable,
  { clock }: Pick<ExportWorld, "clock">,
  actor: Actor,
  sending: Sending,
): Promise<Given | undefined> {
  if (!within(actor.scope, sending.area)) throw notFound("area.unknown", { codes: [sending.area] });
  const day = today(clock);
  requireGiving(sending, day);
  const fields = [...new Set(sending.fields)];
  const children = sending.children.map((facts) => givenFacts(facts, fields));
  const { agreement } = sending;
  const row = {
    id: sending.id, number: numberOf(day), area: sending.area, personId: actor.personId, person: actor.name, post: actor.post,
    session: actor.sessionId ?? null, purpose: sending.purpose, department: sending.department, recipient: sending.recipient,
    fields, children: children.length, agreement: agreement.title, agreementFrom: agreement.from, agreementTo: agreement.to,
    means: sending.means, exportId: sending.exportId ?? null, at: clock.now().toISOString(),
    sha256: createHash("sha256").update(canonical(children)).digest("hex"),
  }; // prettier-ignore
  return (await insertSending(db, row)) ? { number: row.number, children } : undefined;
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
