import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { checkDays } from "./dayFacts.ts";
import { completeDisability, completeIdentity, mergedIdentity } from "./identityFacts.ts";
import { entersSealed, holdsSealed, isReport, isReporter, touchesSealed, writableChanges } from "./sealed.ts";
import { type FactChanges, type Known, readFacts, sameValue, type Source } from "./values.ts";
import {
  type CloseFile,
  type CloseReason,
  kinds,
  type MoveChild,
  type RecordFacts,
  type RegisterChild,
  type ReopenFile,
} from "./words.ts";

export { isNumber, isSealed } from "./sealed.ts";
export { type Known, readFacts, sameValue, valuesOf } from "./values.ts";

/** A child's file as decisions see it. */
export interface FileState {
  readonly status: "none" | "open" | "closed";
  /** Why it is closed; null where it is not. */
  readonly closed: CloseReason | null;
  readonly facts: Readonly<Record<string, Known>>;
  /** Facts that the file held and holds no more: the day of the withdrawal. Absent where there is none. */
  readonly withdrawn?: Readonly<Record<string, Day>>;
  /** People on the case: who entered what is sealed, and whom the county named. Absent where there is nobody. */
  readonly onCase?: readonly Id[];
  /** Who reported, report by report; the last of them also stands among the facts. Absent where nobody did. */
  readonly reports?: readonly Reported[];
}

export interface Reported {
  readonly on: Day;
  readonly source: Source;
  readonly facts: Readonly<Record<string, FactValue>>;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export const initial: FileState = { status: "none", closed: null, facts: {} };

interface FactsBody {
  readonly day: Day;
  readonly source: Source;
  readonly facts: FactChanges;
  /** Who entered something sealed. */
  readonly by?: Id;
  /** The day on which this was written, where the file holds findings of days after it (asWritten). */
  readonly writtenOn?: Day;
}

/** The facts of a file's first entry. */
const firstFacts = ({ facts, day, source }: FactsBody): FileState["facts"] =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === null ? [] : [[key, { value, on: day, source }]])),
  );

const reporterOf = (facts: FactChanges): [string, FactValue][] =>
  Object.entries(facts).flatMap(([key, value]) => (isReporter(key) && value !== null ? [[key, value]] : []));

/** One report's reporter is never mixed with another's: a new one stands alone. */
const heldBeside = (held: FileState["facts"], { facts, day }: FactsBody): FileState["facts"] =>
  isReport(facts)
    ? Object.fromEntries(Object.entries(held).filter(([key, known]) => !isReporter(key) || known.on > day))
    : held;

/** Each report is kept, whoever's stands among the facts. */
function withReport(state: FileState, { facts, day, source }: FactsBody): FileState {
  const given = reporterOf(facts);
  if (given.length === 0) return state;
  return { ...state, reports: [...(state.reports ?? []), { on: day, source, facts: Object.fromEntries(given) }] };
}

/**
 * What was found later stays: a visit that reaches the server after a newer one does not turn the file back, nor does it
 * bring back what was withdrawn since. A correction says that the file was wrong, whatever its day; and a finding of a
 * day that has not come gives way to what is found now.
 */
function withFacts(state: FileState, body: FactsBody): FileState {
  const facts: Record<string, Known> = { ...heldBeside(state.facts, body) };
  const withdrawn: Record<string, Day> = { ...state.withdrawn };
  for (const [key, value] of Object.entries(body.facts)) {
    const since = facts[key]?.on ?? withdrawn[key];
    const gives = body.source === "correction" || (body.writtenOn !== undefined && (since ?? "") > body.writtenOn);
    if (since !== undefined && since > body.day && !gives) continue;
    if (value === null) {
      delete facts[key];
      withdrawn[key] = body.day;
    } else {
      facts[key] = { value, on: body.day, source: body.source };
      delete withdrawn[key];
    }
  }
  const { withdrawn: _before, ...rest } = state;
  return { ...rest, facts, ...(Object.keys(withdrawn).length > 0 && { withdrawn }) };
}

const onCaseWith = (state: FileState, { by }: { readonly by?: unknown }): FileState =>
  typeof by !== "string" || state.onCase?.includes(by) ? state : { ...state, onCase: [...(state.onCase ?? []), by] };

export function evolve(state: FileState, entry: { kind: string; body: Record<string, unknown> }): FileState {
  switch (entry.kind) {
    case kinds.registered: {
      const body = entry.body as unknown as FactsBody;
      return onCaseWith(withReport({ status: "open", closed: null, facts: firstFacts(body) }, body), body);
    }
    case kinds.recorded:
    case kinds.moved: {
      const body = entry.body as unknown as FactsBody;
      return onCaseWith(withReport(withFacts(state, body), body), body);
    }
    case kinds.caseNamed:
      return { ...state, onCase: entry.body["people"] as Id[] };
    case kinds.closed:
      return { ...state, status: "closed", closed: entry.body["reason"] as CloseReason };
    case kinds.reopened:
      return { ...state, status: "open", closed: null };
    default:
      return state;
  }
}

/** What a decision needs to know of the world. */
export interface Present {
  readonly today: Day;
  /** Who enters facts, and whether they see what is sealed; absent where nobody is to be kept from it (demo, tests). */
  readonly by?: { readonly personId: Id; readonly isOnCase: boolean };
}

const dayWithin = (day: Day | undefined, present: Present): Day => {
  if (day !== undefined && day > present.today) throw new Problem("registry.day_in_future", { day });
  return day ?? present.today;
};

/**
 * The day of writing, noted where the file holds findings of days after it: a server's clock was ahead then, or is behind
 * now. By their days alone a danger found today would change nothing until they come; so there the journal's order decides.
 */
function asWritten(state: FileState, { today }: Present): { writtenOn?: Day } {
  const held = [...Object.values(state.facts).map((known) => known.on), ...Object.values(state.withdrawn ?? {})];
  return held.some((day) => day > today) ? { writtenOn: today } : {};
}

function checkChild(facts: Readonly<Record<string, FactValue | null | undefined>>, today: Day): void {
  const name = facts["name"];
  const birth = facts["birthDate"];
  if (typeof name !== "string") throw new Problem("registry.name_missing");
  if (typeof birth !== "string") throw new Problem("registry.birth_date_missing");
  if (birth > today) throw new Problem("registry.birth_date_in_future", { key: "birthDate" });
}

/** A file lies where the child lives; what else is said of it would be lost. */
function requireSameResidence(facts: FactChanges, area: AreaCode): void {
  const said = facts["residence.area"];
  if (said !== undefined && said !== null && said !== area)
    throw new Problem("registry.residence_contradicts", { key: "residence.area" });
}

/**
 * Whoever enters the first of what is sealed is on the case from then on. Where something is held already, nobody gets to
 * see it by adding to it.
 */
const author = (held: FileState["facts"], facts: FactChanges, { by }: Present): { by?: Id } =>
  by && entersSealed(facts) && !holdsSealed(held) ? { by: by.personId } : {};

export function registerChild(
  state: FileState,
  command: Omit<RegisterChild, "id" | "childId" | "facts"> & { readonly facts: Readonly<Record<string, unknown>> },
  present: Present,
): Drafted[] {
  if (state.status !== "none") throw new Problem("registry.exists", {}, 409);
  const day = dayWithin(command.day, present);
  const facts = completeDisability(completeIdentity(readFacts(command.facts), present.today));
  checkChild(facts, present.today);
  checkDays(facts, facts["birthDate"], day, present.today);
  if (ageOn(facts["birthDate"] as Day, day) >= 18) throw new Problem("registry.not_a_child");
  requireSameResidence(facts, command.area);
  const kept = Object.entries({ ...facts, "residence.area": command.area }).filter(([, value]) => value !== null);
  const { area, source, another } = command;
  const body = {
    area,
    day,
    source,
    facts: Object.fromEntries(kept),
    ...(another && { another }),
    ...author({}, facts, present),
  };
  return [{ kind: kinds.registered, body }];
}

const requireOpen = (state: FileState): void => {
  if (state.status === "none") throw new Problem("registry.not_found", {}, 404);
  if (state.status === "closed") throw new Problem("registry.file_closed", {}, 409);
};

/**
 * Only what differs is written; a report as a whole, and again where whoever tells it cannot know of the one before.
 * `sees`: whether the writer sees what is sealed.
 */
function changesIn({ facts: held }: FileState, given: FactChanges, sees: boolean): FactChanges {
  const differs = (key: string): boolean => !sameValue(given[key] ?? null, held[key]?.value ?? null);
  const tells = isReport(given) && (!sees || differs("reporter.name"));
  const news = Object.entries(given).filter(([key]) => (tells && isReporter(key)) || differs(key));
  return sees ? Object.fromEntries(news) : writableChanges(Object.fromEntries(news), held);
}

/** The same facts again make no entry. */
export function recordFacts(state: FileState, command: Omit<RecordFacts, "id">, present: Present): Drafted[] {
  requireOpen(state);
  const day = dayWithin(command.day, present);
  const given = readFacts(command.facts);
  if (given["residence.area"] !== undefined) throw new Problem("registry.move_instead");
  const touched = ["idNumber", "idKind", "birthDate", "sex"].some((key) => given[key] !== undefined);
  const merged = completeDisability(touched ? mergedIdentity(state, given, present.today) : given);
  const sees = present.by?.isOnCase !== false;
  const changes = changesIn(state, merged, sees);
  // who does not see what is sealed learns nothing by whether their word about it made an entry
  if (Object.keys(changes).length === 0 && (sees || !touchesSealed(merged))) return [];
  const after = {
    ...changes,
    name: "name" in changes ? changes["name"] : state.facts["name"]?.value,
    birthDate: "birthDate" in changes ? changes["birthDate"] : state.facts["birthDate"]?.value,
  };
  checkChild(after, present.today);
  checkDays(changes, after.birthDate, day, present.today);
  const body = {
    day,
    source: command.source,
    facts: changes,
    ...asWritten(state, present),
    ...(command.reason && { reason: command.reason }),
    ...author(state.facts, changes, present),
  };
  return [{ kind: kinds.recorded, body }];
}

export function moveChild(
  state: FileState,
  command: Omit<MoveChild, "id" | "seq">,
  from: AreaCode,
  present: Present,
): Drafted[] {
  requireOpen(state);
  if (command.area === from) return [];
  const day = dayWithin(command.day, present);
  const body = {
    area: command.area,
    from,
    day,
    source: "registration",
    facts: { "residence.area": command.area },
    ...asWritten(state, present),
    reason: command.reason,
  };
  return [{ kind: kinds.moved, body }];
}

export function closeFile(state: FileState, command: Omit<CloseFile, "id">, present: Present): Drafted[] {
  requireOpen(state);
  const body = {
    day: dayWithin(command.day, present),
    reason: command.reason,
    ...(command.note && { note: command.note }),
  };
  return [{ kind: kinds.closed, body }];
}

export function reopenFile(state: FileState, command: Omit<ReopenFile, "id">, present: Present): Drafted[] {
  if (state.status === "none") throw new Problem("registry.not_found", {}, 404);
  if (state.status === "open") return [];
  return [{ kind: kinds.reopened, body: { day: dayWithin(command.day, present), reason: command.reason } }];
}
