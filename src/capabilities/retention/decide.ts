import type { Actor } from "#kernel/actor.ts";
import { birthday, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { kinds as fileEntries } from "#capabilities/registry/words.ts";
import { type FileRule, type Rules, fileRule } from "./rules.ts";
import { kinds, OPEN_MINUTES, type OpenFile, permissions } from "./words.ts";

export interface Act {
  readonly on: Day;
  readonly by: Id;
  readonly reason: string;
}

/** What the keeping of a file needs to know of it. Of an open file that was never grave there is nothing. */
export interface RetentionState {
  readonly closedOn?: Day;
  /** What decides which rule holds for it, in order (rules.ts fileMarks). */
  readonly marks?: readonly string[];
  readonly sealed?: Act;
  /** Who opened the sealed file with a reason: until when, ISO 8601. */
  readonly opened?: Readonly<Record<Id, string>>;
  readonly proposed?: Act;
  /** The day on which a second person confirmed that it is deleted. */
  readonly deleted?: Day;
}

export const initial: RetentionState = {};

type Part = keyof RetentionState;

function without(state: RetentionState, ...parts: readonly Part[]): RetentionState {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !parts.includes(key as Part)));
}

function withMarks(state: RetentionState, marks: readonly string[]): RetentionState {
  const all = [...new Set([...(state.marks ?? []), ...marks])].toSorted();
  return all.length === 0 ? without(state, "marks") : { ...state, marks: all };
}

/** The marks of closing belong to the closing that holds. */
const unclosed = (state: RetentionState): RetentionState => {
  const marks = (state.marks ?? []).filter((mark) => !mark.startsWith("closed."));
  return withMarks(without(state, "marks", "closedOn"), marks);
};

/** One word for both: a mark of its own for sealed facts would tell, in views and lists, that there are some. */
const GRAVE = "grave";

const isGrave = (body: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(body["spans"]) && body["spans"].some((span: { rank?: unknown }) => span.rank === 0);

/** A sealed fact that says something: false and 无 do not make a file of its own kind. */
const isSealed = ([key, value]: [string, unknown]): boolean =>
  factByKey.get(key)?.cls === "sealed" && value !== null && value !== false && value !== "none";

function marksOf(entry: { kind: string; body: Record<string, unknown> }): string[] {
  if (entry.kind === "grade.assessed") return isGrave(entry.body) ? [GRAVE] : [];
  const facts = entry.body["facts"];
  const sealed = typeof facts === "object" && facts !== null && Object.entries(facts).some(isSealed);
  return sealed ? [GRAVE] : [];
}

const actOf = (body: Readonly<Record<string, unknown>>): Act => ({
  on: String(body["day"]),
  by: String(body["by"]),
  reason: String(body["reason"]),
});

export function evolve(state: RetentionState, entry: { kind: string; body: Record<string, unknown> }): RetentionState {
  const { body } = entry;
  switch (entry.kind) {
    case fileEntries.closed:
      return withMarks({ ...unclosed(state), closedOn: String(body["day"]) }, [`closed.${String(body["reason"])}`]);
    case fileEntries.reopened:
      return unclosed(state);
    case kinds.sealed:
      return { ...state, sealed: actOf(body) };
    case kinds.unsealed:
      return without(state, "sealed", "opened", "proposed");
    case kinds.opened:
      return { ...state, opened: { ...state.opened, [String(body["by"])]: String(body["until"]) } };
    case kinds.proposed:
      return { ...state, proposed: actOf(body) };
    case kinds.withdrawn:
      return without(state, "proposed");
    case kinds.confirmed:
      return { ...without(state, "opened"), deleted: String(body["day"]) };
    default: {
      const marks = marksOf(entry);
      return marks.length === 0 ? state : withMarks(state, marks);
    }
  }
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** Who acts, and when. */
export interface Present {
  readonly today: Day;
  readonly now: Date;
  readonly by: Id;
}

/**
 * Before a sealed file is shown: 封存 is more than closed. Whoever may open it is told so; for all others it is not there,
 * and for nobody once it is deleted. Errors: registry.not_found (404), retention.file_sealed (403).
 */
export function requireReadable(state: RetentionState, actor: Pick<Actor, "post" | "personId">, now: Date): void {
  if (state.deleted !== undefined) throw notFound("registry.not_found");
  if (state.sealed === undefined) return;
  if ((state.opened?.[actor.personId] ?? "") > now.toISOString()) return;
  if (!(permissions["retention.open"] as readonly string[]).includes(actor.post)) throw notFound("registry.not_found");
  throw new Problem("retention.file_sealed", {}, 403);
}

/** Before a closed file is taken up again. Errors: retention.file_sealed (403). */
export function requireUnsealed(state: RetentionState): void {
  if (state.sealed !== undefined) throw new Problem("retention.file_sealed", {}, 403);
}

function requireSealed(state: RetentionState): void {
  if (state.deleted !== undefined) throw notFound("registry.not_found");
  if (state.sealed === undefined) throw conflict("retention.not_sealed");
}

export function sealFile(state: RetentionState, file: FileState, openTasks: number, reason: string, present: Present): Drafted[] {
  if (file.status === "none" || state.deleted !== undefined) throw notFound("registry.not_found");
  if (state.sealed !== undefined) throw conflict("retention.already_sealed");
  if (file.status !== "closed") throw conflict("retention.not_closed");
  if (openTasks > 0) throw conflict("retention.tasks_open", { count: openTasks });
  return [{ kind: kinds.sealed, body: { day: present.today, by: present.by, reason } }];
} // prettier-ignore

export function unsealFile(state: RetentionState, reason: string, present: Present): Drafted[] {
  requireSealed(state);
  return [{ kind: kinds.unsealed, body: { day: present.today, by: present.by, reason } }];
}

export function openFile(state: RetentionState, command: Omit<OpenFile, "id">, present: Present): Drafted[] {
  requireSealed(state);
  const until = new Date(present.now.getTime() + OPEN_MINUTES * 60_000).toISOString();
  const { reason, purpose } = command;
  return [{ kind: kinds.opened, body: { day: present.today, by: present.by, reason, purpose, until } }];
}

/** The day on which the child is grown up; null where no birth date is known: then only the closing counts. */
export const adultOn = (file: FileState): Day | null => {
  const birth = file.facts["birthDate"]?.value;
  return typeof birth === "string" ? birthday(birth, 18) : null;
};

export interface Terms {
  readonly rule: FileRule;
  /** null: the file is kept for ever. */
  readonly due: Day | null;
}

const later = (a: Day, b: Day | null): Day => (b !== null && b > a ? b : a);

/** When a sealed file may be deleted: its term is over, and it was sealed long enough. */
export function termsOf(rules: Rules, state: RetentionState, adult: Day | null): Terms {
  const rule = fileRule(rules, state.marks ?? []);
  if (rule.keep === "permanent" || state.closedOn === undefined || state.sealed === undefined) return { rule, due: null };
  const { closedOn } = state;
  const from = rule.counted_from === "closing" ? closedOn : rule.counted_from === "adult" ? (adult ?? closedOn) : later(closedOn, adult);
  const waited = endOf(state.sealed.on, lengthOf(rules.waiting.before_deletion));
  return { rule, due: later(endOf(from, lengthOf(rule.keep)), waited) };
} // prettier-ignore

/** Errors: retention.permanent, retention.not_due { due }. */
function requireDue({ rule, due }: Terms, today: Day): void {
  if (rule.keep === "permanent") throw new Problem("retention.permanent", { kind: rule.title });
  if (due === null || due > today) throw new Problem("retention.not_due", { due: due ?? "" });
}

export function proposeDeletion(state: RetentionState, terms: Terms, reason: string, present: Present): Drafted[] {
  requireSealed(state);
  if (state.proposed !== undefined) throw conflict("retention.already_proposed");
  requireDue(terms, present.today);
  return [{ kind: kinds.proposed, body: { day: present.today, by: present.by, reason } }];
}

const proposalOf = (state: RetentionState): Act => {
  requireSealed(state);
  if (state.proposed === undefined) throw conflict("retention.not_proposed");
  return state.proposed;
};

export function withdrawDeletion(state: RetentionState, reason: string, present: Present): Drafted[] {
  proposalOf(state);
  return [{ kind: kinds.withdrawn, body: { day: present.today, by: present.by, reason } }];
}

/** Two persons: nobody confirms what he proposed. Errors: retention.same_person (403), and those of a proposal. */
export function confirmDeletion(state: RetentionState, terms: Terms, present: Present): Drafted[] {
  const proposal = proposalOf(state);
  if (proposal.by === present.by) throw new Problem("retention.same_person", {}, 403);
  requireDue(terms, present.today);
  const { rule } = terms;
  return [{
    kind: kinds.confirmed,
    body: { day: present.today, by: present.by, proposedBy: proposal.by, kind: rule.id, keep: rule.keep, clause: rule.clause },
  }]; // prettier-ignore
}
