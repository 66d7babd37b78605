import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, type Day, daysBetween, noLater } from "#kernel/day.ts";
import { askNothing, type Asks } from "#kernel/evidence.ts";
import { Problem } from "#kernel/problem.ts";
import { type FileState, type Present, readFacts, recordFacts, sameValue } from "#capabilities/registry/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { openTask } from "#capabilities/task/decide.ts";
import { evidenceOf } from "./evidence.ts";
import { kinds, type RecordVisit, type VisitKind } from "./words.ts";

/** What later visits need to know of earlier ones. */
export interface VisitState {
  readonly lastHome: Day | null;
  /** A home visit is a contact too. */
  readonly lastContact: Day | null;
  readonly count: number;
}

export const initial: VisitState = { lastHome: null, lastContact: null, count: 0 };

const later = (a: Day | null, b: Day): Day => (a === null || b > a ? b : a);

export { coarse, requiredAt } from "./evidence.ts";
export { type Question, VisitForm, visitForm } from "./form.ts";

export function evolve(state: VisitState, entry: { kind: string; body: Record<string, unknown> }): VisitState {
  if (entry.kind !== kinds.recorded) return state;
  const { day, kind, ahead } = entry.body as { day: Day; kind: VisitKind; ahead?: true };
  const held = ahead ? { lastHome: upTo(state.lastHome, day), lastContact: null } : state;
  return {
    lastHome: kind === "home_visit" ? later(held.lastHome, day) : held.lastHome,
    lastContact: later(held.lastContact, day),
    count: state.count + 1,
  };
}

/** A visit of a day that has not come is none that anybody could be let wait for. */
const upTo = (held: Day | null, day: Day): Day | null => (held !== null && held > day ? null : held);
type Found = Pick<RecordVisit, "facts" | "seen">;

/**
 * Facts of a visit that the file says otherwise by now than its sender saw it, and not as the sender found it: neither
 * value may silently take the other's place. Only what a visit may find; none where the sender's file was the present.
 */
export function disputedIn(file: FileState, { facts, seen }: Found): Record<string, FactValue | null> {
  if (seen === undefined) return {};
  const saw = seen as Readonly<Record<string, FactValue | null>>;
  const found = Object.entries(readFacts(facts)).filter(([key, mine]) => {
    const now = file.facts[key]?.value ?? null;
    const spec = factByKey.get(key);
    // what is sealed was not there for the sender: the registry takes from them what is graver (writableChanges)
    const isHere = Object.hasOwn(saw, key) && spec?.cls !== "sealed" && (spec?.from.includes("visit") ?? false);
    return isHere && !sameValue(now, saw[key]) && !sameValue(now, mine);
  });
  return Object.fromEntries(found);
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
  readonly policyRef?: string;
}

type Terms = Pick<RecordVisit, "day" | "problems">;

/**
 * A visit as a phone dated it, never after the server's today. A term that was counted on a clock that ran ahead is as long
 * as whoever found the problem gave it: it moves with the day that it was counted from.
 */
export function heldBack<C extends Terms>(command: C, today: Day): C {
  if (command.day === undefined || command.day <= today) return command;
  const days = daysBetween(command.day, today);
  const problems = command.problems.map((one) =>
    one.due === undefined ? one : { ...one, due: addDays(one.due, days) },
  );
  return { ...command, day: noLater(command.day, today), problems };
}

/**
 * What was done until the day on which a file was closed is work on that child, however late its phone comes; after that
 * day nobody visits. Errors: visit.child_closed (409).
 */
function requireBefore(file: FileState, day: Day, closedOn: Day | undefined): void {
  if (file.status !== "closed" || (closedOn !== undefined && day <= closedOn)) return;
  throw new Problem("visit.child_closed", {}, 409);
}

/** What a decision on a visit knows beside the file. `closedOn`: of a visit that comes late, the day its file was closed. */
export interface Visiting extends Present {
  readonly visitor: string;
  readonly last?: Day | null;
  readonly asks?: Asks;
  readonly closedOn?: Day | undefined;
}

/** A visit, the facts that it changed, and a task for each problem found: one step, one transaction. */
export function recordVisit(file: FileState, command: Omit<RecordVisit, "id">, present: Visiting): Drafted[] {
  if (file.status === "none") throw new Problem("registry.not_found", {}, 404);
  const day = command.day ?? present.today;
  requireBefore(file, day, present.closedOn);
  if (day > present.today) throw new Problem("visit.day_in_future", { day });
  const birth = file.facts["birthDate"]?.value;
  if (typeof birth === "string" && day < birth) throw new Problem("visit.before_birth", { day });
  if (command.problems.some((problem) => problem.due !== undefined && problem.due < day))
    throw new Problem("task.due_wrong");
  const evidence = evidenceOf(command, day, present.asks ?? askNothing);
  const disputed = disputedIn(file, command);
  const changed = Object.fromEntries(Object.entries(command.facts).filter(([key]) => !Object.hasOwn(disputed, key)));
  const visit = {
    kind: kinds.recorded,
    policyRef: command.form,
    body: {
      day, kind: command.kind, form: command.form, spokeWith: command.spokeWith, note: command.note,
      visitor: present.visitor, confirmed: Object.keys(command.facts).length === 0, problems: command.problems.length,
      // the clock was ahead when that visit was recorded (registry: asWritten)
      ...(present.last && present.last > present.today && { ahead: true }),
      ...(Object.keys(disputed).length > 0 && { disputed }),
      ...(file.status === "closed" && { afterClosing: present.closedOn }),
      ...evidence.body,
    },
  }; // prettier-ignore
  const then: FileState = { ...file, status: "open" }; // on the day of the visit it was
  const facts =
    Object.keys(changed).length === 0 ? [] : recordFacts(then, { facts: changed, day, source: "visit" }, present);
  const tasks = command.problems.map((problem) => openTask(problem, day, present.visitor));
  return [visit, ...evidence.placed, ...facts, ...tasks];
}
