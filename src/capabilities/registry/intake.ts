import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { conflict, isProblem, type Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { again, type BatchItem, type Journal } from "#platform/journal/journal.ts";
import type { Change, Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { fileOf } from "./actions.ts";
import { type FileState, initial, moveChild, recordFacts, registerChild } from "./decide.ts";
import { type IdentityKeys, identityKeysOf } from "./identity.ts";
import { isOnCase } from "./sealed.ts";
import { isSameChild } from "./sameChild.ts";
import { claimIdentities, findHolders, findPersons } from "./store.ts";
import type { FactChanges, Source } from "./values.ts";

/** One child as a survey, a department's list or the demo brings it. */
export interface IntakeRow {
  readonly area: AreaCode;
  readonly day: Day;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Given by whoever needs to know it beforehand; else made here. */
  readonly childId?: Id;
}

/** What became of a row. */
export type Outcome =
  | {
      readonly kind: "registered" | "updated" | "unchanged";
      readonly childId: Id;
      /** What the file said before, where the row corrected the child's name. */
      readonly formerName?: string;
    }
  | { readonly kind: "refused"; readonly problem: Problem };

export interface Intake {
  readonly journal: Journal;
  readonly today: Day;
  readonly occurredAt: string;
  readonly source: Source;
}

interface Prepared {
  readonly row: IntakeRow;
  readonly keys: IdentityKeys;
  /** Its registration, as if it were a new child. */
  readonly drafts: readonly Drafted[];
}

const refused = (code: string, data: Record<string, unknown> = {}): Outcome => ({
  kind: "refused",
  problem: conflict(code, data),
});

/** Facts of a row that says who the child is: `keys` names them for whoever shows the refusal. */
const whoItIs = { keys: ["name", "idNumber"] };

/** Runs a decision; a refusal becomes the row's outcome, a bug goes up. */
function attempt<T>(decide: () => T): T | Outcome {
  try {
    return decide();
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    return { kind: "refused", problem: thrown };
  }
}

const isOutcome = (value: unknown): value is Outcome =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "refused";

/** As if it were a new child: what is wrong with the row itself shows here, and its keys come out. */
function prepare(intake: Intake, actor: Actor, row: IntakeRow): Prepared {
  const command = { area: row.area, day: row.day, source: intake.source, facts: row.facts };
  const drafts = registerChild(initial, command, {
    today: intake.today,
    by: { personId: actor.personId, isOnCase: true },
  });
  const facts = drafts[0]?.body["facts"] as FactChanges;
  return { row, drafts, keys: identityKeysOf(facts, intake.journal.machine.vault.digest) };
}

/** The files that rows are about, as far as this scope sees: by number, else by person where one of the two lacks the number. */
async function findFiles(db: Queryable, journal: Journal, rows: readonly Prepared[]): Promise<Map<Prepared, Subject>> {
  const [holders, persons] = await Promise.all([
    findHolders(db, rows.map((one) => one.keys.exclusive)),
    findPersons(db, rows.map((one) => one.keys.person)),
  ]); // prettier-ignore
  const idOf = (one: Prepared): Id | undefined =>
    holders.get(one.keys.exclusive) ??
    persons.get(one.keys.person)?.find((file) => !(file.numbered && one.keys.numbered))?.childId;
  const subjects = await journal.find(db, rows.flatMap((one) => idOf(one) ?? [])); // prettier-ignore
  return new Map(rows.flatMap((one) => {
    const subject = subjects.get(idOf(one) ?? "");
    return subject ? [[one, subject] as const] : [];
  })); // prettier-ignore
}

/** What the file learned after the row's day: an older workbook that comes once more turns nothing back, nor is it news. */
const learnedSince = (file: FileState, { row }: Prepared, today: Day) => (key: string): boolean => {
  const since = file.facts[key]?.on ?? file.withdrawn?.[key];
  return since !== undefined && since > row.day && since <= today;
}; // prettier-ignore

/** What an upload says again is no news; what it leaves blank withdraws nothing. */
function update(intake: Intake, actor: Actor, one: Prepared, subject: Subject): BatchItem {
  const seen = { personId: actor.personId, isOnCase: isOnCase(actor, fileOf(subject).onCase) };
  const present = { today: intake.today, by: seen };
  const file = fileOf(subject);
  if (one.keys.numbered && !isSameChild(file, one.row.facts)) throw conflict("registry.number_of_another", whoItIs);
  const isOlder = learnedSince(file, one, intake.today);
  const { "residence.area": _area, ...given } = one.row.facts;
  const facts = Object.fromEntries(Object.entries(given).filter(([key]) => !isOlder(key)));
  const changed = recordFacts(file, { day: one.row.day, source: intake.source, facts }, present);
  const moved = isOlder("residence.area")
    ? []
    : moveChild(file, { day: one.row.day, area: one.row.area, reason: "排查更新" }, subject.area, present);
  return { subjectId: subject.id, commandId: newId(), decide: () => [...changed, ...moved] };
}

const registration = (one: Prepared, childId: Id): BatchItem => ({
  subjectId: childId,
  commandId: newId(),
  seed: { childId, area: one.row.area },
  decide: () => one.drafts,
});

/** Rows that can be read, each child once: the second row about a child is refused, not merged. */
function prepareAll(
  intake: Intake,
  actor: Actor,
  rows: readonly IntakeRow[],
  outcomes: Map<IntakeRow, Outcome>,
): Prepared[] {
  const seen = new Set<string>();
  const persons = new Set<string>();
  return rows.flatMap((row) => {
    const one = attempt(() => prepare(intake, actor, row));
    if (isOutcome(one)) {
      outcomes.set(row, one);
      return [];
    }
    const { exclusive, person, numbered } = one.keys;
    // an unnumbered row's exclusive key is its person: the same child with a number may stand before it or after it
    if (seen.has(exclusive) || seen.has(person) || (!numbered && persons.has(person))) {
      outcomes.set(row, refused("registry.repeated"));
      return [];
    }
    seen.add(exclusive);
    persons.add(person);
    return [one];
  });
}

/** New files take their keys first: one that somebody holds outside this scope is refused before anything is written. */
async function registrations(
  db: Queryable,
  fresh: readonly Prepared[],
  outcomes: Map<IntakeRow, Outcome>,
): Promise<[Prepared, BatchItem][]> {
  if (fresh.length === 0) return [];
  const claims = fresh.map(({ row, keys }) => ({
    childId: row.childId ?? newId(),
    area: row.area,
    keys,
    another: false,
  }));
  const taken = await claimIdentities(db, claims);
  return fresh.flatMap((one, n): [Prepared, BatchItem][] => {
    const childId = claims[n]?.childId ?? "";
    const met = taken.get(childId);
    if (!met) return [[one, registration(one, childId)]];
    outcomes.set(one.row, refused(met.code, met.code === "registry.same_person" ? whoItIs : {}));
    return [];
  });
}

function updates(
  intake: Intake,
  actor: Actor,
  files: ReadonlyMap<Prepared, Subject>,
  outcomes: Map<IntakeRow, Outcome>,
): [Prepared, BatchItem][] {
  const met = new Set<Id>();
  return [...files].flatMap(([one, subject]): [Prepared, BatchItem][] => {
    const item = met.has(subject.id)
      ? refused("registry.repeated")
      : attempt(() => update(intake, actor, one, subject));
    met.add(subject.id);
    if (!isOutcome(item)) return [[one, item]];
    outcomes.set(one.row, item);
    return [];
  });
}

function outcomeOf({ before, entries, after }: Change): Outcome {
  const childId = after.id;
  if (before === null) return { kind: "registered", childId };
  if (entries.length === 0) return { kind: "unchanged", childId };
  const [former, name] = [before, after].map((subject) => fileOf(subject).facts["name"]?.value);
  return { kind: "updated", childId, ...(typeof former === "string" && former !== name && { formerName: former }) };
}

/**
 * Takes in many children at once, in the caller's transaction: new ones are registered, known ones updated with what
 * differs, and a row that is refused leaves the others alone. Outcomes stand in the order of the rows.
 */
export async function takeIn(
  db: Queryable,
  intake: Intake,
  actor: Actor,
  rows: readonly IntakeRow[],
): Promise<Outcome[]> {
  const outcomes = new Map<IntakeRow, Outcome>();
  const prepared = prepareAll(intake, actor, rows, outcomes);
  const files = await findFiles(db, intake.journal, prepared);
  const begun = await registrations(db, prepared.filter((one) => !files.has(one)), outcomes); // prettier-ignore
  const claimed = new Set(begun.map(([, item]) => item.subjectId));
  const work = [...updates(intake, actor, files, outcomes), ...begun];
  const items = work.map(([, item]) => item);
  const changes = await intake.journal.batch(db, actor, intake.occurredAt, items, claimed);
  work.forEach(([one], n) => {
    const change = changes[n];
    if (change) outcomes.set(one.row, outcomeOf(change));
  });
  return rows.map((row) => outcomes.get(row) ?? refused("registry.repeated"));
}

/** Somebody registered the same child at the same moment: seen a second time, the row is an update. */
const raced = (outcome: Outcome): boolean =>
  outcome.kind === "refused" && outcome.problem.code === "registry.duplicate";

/**
 * Takes rows in, each batch in a transaction of its own, tried again when another writer was quicker. A refusal that
 * shows only when the views are written (a corrected number that another file holds) falls on its own row alone.
 */
export async function takeInAll(
  pool: pg.Pool,
  intake: Intake,
  actor: Actor,
  rows: readonly IntakeRow[],
): Promise<Outcome[]> {
  const store = (part: readonly IntakeRow[]): Promise<Outcome[]> =>
    again(() => inScope(pool, actor.scope, (db) => takeIn(db, intake, actor, part)));
  const outcomes = await store(rows).catch((thrown: unknown) => {
    if (!isProblem(thrown) || thrown.status >= 500) throw thrown;
    return rows.map((): Outcome => ({ kind: "refused", problem: conflict("registry.duplicate") }));
  });
  for (const [n, row] of rows.entries()) {
    const outcome = outcomes[n];
    if (outcome && raced(outcome)) outcomes[n] = await store([row]).then(([one]) => one ?? outcome, refusalOf);
  }
  return outcomes;
}

function refusalOf(thrown: unknown): Outcome {
  if (!isProblem(thrown) || thrown.status >= 500) throw thrown;
  return { kind: "refused", problem: thrown };
}
