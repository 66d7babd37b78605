import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound } from "#kernel/problem.ts";
import {
  anomaliesOf, type Anomaly, bringUp, countAnswered, findRegistered, withdrawLine,
} from "#capabilities/anomaly/index.ts"; // prettier-ignore
import type { FileState } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { again } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { getList } from "./actions.ts";
import { foundMissing, foundOnList } from "./findings.ts";
import { lineOf, type LineText, openRow } from "./kept.ts";
import { isAtRest } from "./ledger.ts";
import { dropOfParent, raiseOfParent } from "./parentage.ts";
import { listingOf, metBy, type Part, raiseFor } from "./raising.ts";
import { type ComparisonWorld, itemOf, keyOf, onBehalf } from "./run.ts";
import { bringingOf, unregisteredOf } from "./settle.ts";
import { heldStatus, isSuperseded, type KeptRow, lockRow, settleRow } from "./store.ts";
import type { DecideRow, Decided, Fate, ListShown } from "./words.ts";

/*
 * Whether a line is about a child of the ledger: what a person says of it, and says anew where it was a slip. What follows is
 * as if the comparison had known (docs/decisions/0032).
 */

/** Errors: comparison.still_running, comparison.withdrawn (409). */
function refuseStanding(status: ListShown["status"] | undefined): void {
  if (status === "running") throw conflict("comparison.still_running");
  if (status === "withdrawn") throw conflict("comparison.withdrawn");
}

type Reviewed = KeptRow & { readonly childId: Id };

/** What was said of a line before; undefined while nobody has. */
const saidBefore = ({ fate, decisions, decidedAt }: KeptRow): boolean | undefined =>
  decidedAt === null ? undefined : (decisions.at(-1)?.same ?? (fate === "same" || fate === "anomaly"));

/** The row that a person decides about. Errors: comparison.row_unknown (404), comparison.row_decided (409). */
function reviewed(row: KeptRow | undefined, { same, reason }: DecideRow): Reviewed {
  if (!row) throw notFound("comparison.row_unknown");
  const { childId } = row;
  const before = saidBefore(row);
  const isAnew = before !== undefined && before !== same && reason !== undefined;
  if (childId === null || !(row.fate === "review" || isAnew)) throw conflict("comparison.row_decided");
  return { ...row, childId };
}

interface Deciding {
  readonly part: Part;
  readonly db: Queryable;
  readonly row: Reviewed;
  readonly text: LineText;
  readonly same: boolean;
}

/** What a decision comes to: how the line stands, and how much it brought up. */
interface Outcome {
  readonly fate: Fate;
  readonly finding: string | null;
  readonly raised: number;
}

const metOf = ({ row, text }: Deciding) =>
  metBy(lineOf(row.n, text), { probability: row.probability ?? 1, words: text.words });

async function ofParents(deciding: Deciding, kin: NonNullable<LineText["kin"]>): Promise<Outcome> {
  const { part, db, same } = deciding;
  if (!same) return { fate: "different", finding: null, raised: await dropOfParent(part, db, kin) };
  const { finding, fresh } = await raiseOfParent(part, db, kin, metOf(deciding));
  return { fate: finding === null ? "same" : "anomaly", finding, raised: fresh };
}

/** Nothing is said of a file at rest: what was open there stays as it was. */
const atRest = (subject: Subject, { item }: Part): readonly Anomaly[] =>
  Object.values(anomaliesOf(subject).open).filter(({ comparison }) => comparison === item.id);

async function ofChild(deciding: Deciding): Promise<Outcome> {
  const { part, db, row, text, same } = deciding;
  const { item } = part;
  const found = (file: FileState): readonly Anomaly[] =>
    same ? foundOnList(item, listingOf(part), file, metOf(deciding)) : foundMissing(item, listingOf(part), file);
  const raised = await raiseFor(part, db, [row.childId], (subject, file) =>
    isAtRest(subject) ? atRest(subject, part) : found(file),
  );
  if (same) {
    // the line is nobody's without a file: whoever it was said to be was the child
    await withdrawLine(db, part.list.id, row.n, part.today);
    const finding = raised.found.get(row.childId)?.[0]?.finding ?? null;
    return { fate: finding === null ? "same" : "anomaly", finding, raised: raised.fresh };
  }
  const stranger = unregisteredOf(part, lineOf(row.n, text));
  if (!stranger) return { fate: "different", finding: null, raised: raised.fresh };
  const brought = await bringUp(db, part.world.journal.machine.vault, [stranger], bringingOf(part));
  return { fate: "unregistered", finding: "unregistered", raised: raised.fresh + brought.raised };
}

/** A newer list has the last word: of this one it is kept who the line is about, and nothing follows. */
const ofOlder = ({ same }: Pick<Deciding, "same">): Outcome => ({
  fate: same ? "same" : "different",
  finding: null,
  raised: 0,
});

/**
 * Decided anew: not after the next list, and not where a file was begun for whoever the line was said to be; of what was
 * found on the spot meanwhile it answers how much stays. Errors: comparison.row_superseded, comparison.row_registered (409).
 */
async function requireAnew({ part, db, row }: Deciding, isOlder: boolean): Promise<number> {
  if (isOlder) throw conflict("comparison.row_superseded");
  const registered = await findRegistered(db, part.list.id, row.n);
  if (registered !== undefined && registered !== row.childId) throw conflict("comparison.row_registered");
  return countAnswered(db, part.list.id, row.childId);
}

/**
 * Whether a line is about a child of the ledger or about somebody else, and what follows from it: as if the comparison had
 * known. With a reason it is decided anew, and what the decision before had brought up is put right.
 * Errors: comparison.list_unknown, comparison.row_unknown (404), comparison.row_decided, comparison.row_superseded,
 * comparison.row_registered, comparison.still_running, comparison.withdrawn (409).
 */
export async function decideRow(
  world: ComparisonWorld,
  actor: Actor,
  at: { readonly id: Id; readonly n: number },
  command: DecideRow,
): Promise<Decided> {
  const list = await getList(world, actor, at.id);
  refuseStanding(list.status);
  if (list.erasedAt !== null) throw notFound("comparison.row_unknown");
  const key = await keyOf(world, list);
  const now = world.clock.now().toISOString();
  const { same, reason } = command;
  const part: Part = {
    world, list, item: itemOf(world, list.area, list.kind), today: today(world.clock), at: now,
    actor: onBehalf({ actorId: actor.personId, actor: actor.name, area: list.area }),
  };
  return again(() =>
    inScope(world.pool, actor.scope, async (db) => {
      refuseStanding(await heldStatus(db, list.id)); // it may be taken back at this moment
      const row = reviewed(await lockRow(db, at.id, at.n), command);
      const text = openRow(world.journal.machine.vault, key, list.id, row);
      const deciding = { part, db, row, text, same };
      const isOlder = await isSuperseded(db, list);
      const answered = row.fate === "review" ? 0 : await requireAnew(deciding, isOlder);
      const outcome = isOlder ? ofOlder(deciding) : await (text.kin ? ofParents(deciding, text.kin) : ofChild(deciding));
      const said = { same, by: actor.name, at: now, reason: row.fate === "review" ? null : (reason ?? null) };
      await settleRow(db, list.id, row, { ...outcome, said, by: actor.personId });
      return { done: true as const, answered };
    }),
  );
} // prettier-ignore
