import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import { countyOf, type Scope, subtree } from "#kernel/scope.ts";
import { isNaming } from "#capabilities/notice/decide.ts";
import { fileOf, findFile, findSharing } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { again, type Journal, type Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { isOpen } from "./state.ts";
import { conferencesOf } from "./project.ts";
import { type PartLine, partsOf, sittingOf } from "./store.ts";
import type { Companion } from "./words.ts";
import { type ConferenceWorld, isAtRest } from "./world.ts";

/*
 * One meeting about several children. Each file has its own part, with its own materials, minutes and decisions; what is true
 * of the meeting is written into every part in one transaction, or into none (docs/decisions/0051).
 */

/** A child's part of a meeting. */
export interface Part {
  readonly childId: Id;
  readonly no: number;
}

/** A part that came while the others were being locked: the whole is asked for anew. */
class Grown extends Error {}

const TURNS = 4;

/**
 * Decides on one part and on the others of its meeting that stand before it: all or none. `decide` is asked about the part of
 * the address first. Whoever joins meanwhile waits for one of these files, and is among the parts of the next turn.
 */
export async function inEvery(
  world: ConferenceWorld,
  actor: Actor,
  at: Part & { readonly commandId: Id },
  others: (db: Queryable) => Promise<readonly Part[]>,
  work: (decide: Journal["decide"], part: Part) => Promise<Receipt>,
): Promise<Receipt> {
  const all = async (db: Queryable): Promise<Part[]> => [at, ...(await others(db)).filter(({ childId }) => childId !== at.childId)];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const parts = await inScope(world.pool, actor.scope, all, { readOnly: true });
    const asked = parts.map(({ childId }) => ({ id: childId, commandId: at.commandId }));
    const attempt = (): Promise<Receipt> => world.journal.atOnce(actor, asked, async (decide, db) => {
      const known = new Set(parts.map(({ childId }) => childId));
      if ((await all(db)).some(({ childId }) => !known.has(childId))) throw new Grown();
      const receipts: Receipt[] = [];
      for (const part of parts) receipts.push(await work(decide, part));
      return receipts[0] as Receipt;
    });
    const done = await again(attempt).catch((thrown: unknown) => {
      if (thrown instanceof Grown) return undefined;
      throw thrown;
    });
    if (done) return done;
  }
  throw conflict("journal.busy");
} // prettier-ignore

/** Parts of its meeting that are still to be held, in one's own area; none where it stands alone. */
export const partsBefore =
  ({ clock }: ConferenceWorld, { childId, no }: Part) =>
  async (db: Queryable): Promise<readonly PartLine[]> => {
    const sitting = await sittingOf(db, childId, no);
    return sitting ? (await partsOf(db, [sitting], today(clock))).filter(({ stage }) => stage === "called") : [];
  };

/** The other children of these meetings, as far as one's own area reaches. */
export async function companyOf(world: ConferenceWorld, actor: Actor, childId: Id, sittings: readonly Id[]): Promise<readonly PartLine[]> {
  if (sittings.length === 0) return [];
  const parts = await readInScope(world.pool, actor.scope, (db) => partsOf(db, sittings, today(world.clock)));
  return parts.filter((part) => part.childId !== childId);
} // prettier-ignore

/** What the file calls its child. */
export const nameOf = (subject: Subject): string => String(fileOf(subject).facts["name"]?.value ?? "");

async function namesIn(world: ConferenceWorld, scope: Scope, ids: readonly Id[]): Promise<Map<Id, string>> {
  const files = await inScope(world.pool, scope, (db) => world.journal.find(db, ids), { readOnly: true });
  return new Map([...files].map(([id, subject]) => [id, nameOf(subject)]));
}

/** Everything that a command says in words. */
const textsIn = (said: unknown): string[] => {
  if (typeof said === "string") return [said];
  return typeof said === "object" && said !== null ? Object.values(said).flatMap(textsIn) : [];
};

/** Errors: conference.names_another where what goes into one child's file names another; a child may be called what its own name begins with. */
export function requireUnnamed(own: string, others: readonly string[], said: unknown): void {
  const text = textsIn(said).join("\n");
  const isNamed = (other: string): boolean => isNaming(own.includes(other) ? text.replaceAll(own, "") : text, [other]);
  if (others.some(isNamed)) throw new Problem("conference.names_another");
} // prettier-ignore

/**
 * What is said of one child of a meeting stays in its file, and names none of the others: with a file that is erased all of that
 * child is gone. Also those who have moved elsewhere in the county are known. `whole`: it goes into every one's file. Errors:
 * conference.names_another.
 */
export async function requireOwnWords(world: ConferenceWorld, actor: Actor, { childId, no }: Part, said: unknown, whole = false): Promise<void> {
  const sitting = await readInScope(world.pool, actor.scope, (db) => sittingOf(db, childId, no));
  if (!sitting) return;
  const county = subtree(countyOf(actor.area));
  const ids = (await readInScope(world.pool, county, (db) => partsOf(db, [sitting], today(world.clock)))).map((part) => part.childId);
  if (ids.every((id) => id === childId)) return;
  const names = await namesIn(world, county, [...new Set([childId, ...ids])]);
  if (names.size < 2) return;
  const others = [...names].flatMap(([id, name]) => (id === childId && !whole ? [] : [name]));
  requireUnnamed(whole ? "" : (names.get(childId) ?? ""), others, said);
} // prettier-ignore

const MOST = 20;

/**
 * Who may belong to the same meeting: those of an open one's parts first, then those in the care of the same people. Errors:
 * registry.not_found (404).
 */
export async function companions(world: ConferenceWorld, actor: Actor, childId: Id): Promise<Companion[]> {
  const own = Object.values(conferencesOf(await findFile(world, actor, childId)));
  const sittings = own.filter(isOpen).flatMap(({ sitting }) => sitting ?? []);
  const [parts, sharing] = await readInScope(world.pool, actor.scope, (db) =>
    Promise.all([partsOf(db, sittings, today(world.clock)), findSharing(db, childId, MOST)]),
  );
  const ids = [...parts.map((part) => part.childId), ...sharing];
  const wanted = [...new Set(ids)].filter((id) => id !== childId);
  const files = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, wanted), { readOnly: true });
  return wanted.flatMap((id) => {
    const subject = files.get(id);
    if (!subject || isAtRest(subject) || fileOf(subject).status !== "open") return [];
    return [{ childId: id, name: nameOf(subject), area: subject.area }];
  });
} // prettier-ignore
