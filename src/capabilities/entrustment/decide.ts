import { addMonths, birthday, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { Entrustment } from "#capabilities/policy/words.ts";
import { type FileState, type Present as FilePresent, recordFacts } from "#capabilities/registry/decide.ts";
import { taskOfSchool, tasksOfDoubt } from "./doubt.ts";
import {
  type DoubtCarer, type EndEntrustment, type Ending, endings, type How, type KeepCarer, kinds, type MakeEntrustment, type SignEntrustment, type Stage,
} from "./words.ts"; // prettier-ignore

export interface Signature {
  readonly id: string;
  /** What they were to this agreement, in the policy's words of that day. */
  readonly title: string;
  readonly name: string;
  readonly how: How;
  readonly file: Id | null;
  readonly day: Day | null;
  readonly note: string;
}

type Said = Pick<
  MakeEntrustment,
  "form" | "from" | "until" | "entrusters" | "carer" | "wish" | "undertakings" | "schoolTold"
>;

/** One agreement and how it stands. */
export interface Agreement extends Said {
  readonly no: number;
  readonly day: Day;
  readonly by: string;
  readonly emergency: { readonly name: string; readonly phone: string } | null;
  readonly questions: readonly { readonly text: string; readonly answer: "yes" | "no"; readonly clause: string }[];
  readonly signers: readonly Signature[];
  readonly ended: { readonly day: Day; readonly ending: Ending; readonly note: string; readonly by: string } | null;
}

/** Somebody, or the file itself, says that the carer is unable. */
export interface Doubt {
  readonly day: Day;
  readonly by: string;
  readonly why: string;
  /** Found by the policy's facts, and gone with them. */
  readonly byFacts: boolean;
}

export interface EntrustmentState {
  /** By its place, 1 being the first; the last one is the one that stands, unless it has ended. */
  readonly agreements: readonly Agreement[];
  readonly doubt: Doubt | null;
}

export const initial: EntrustmentState = { agreements: [], doubt: null };

interface Term {
  readonly until: Day;
  readonly ended: unknown;
  readonly signers: readonly { readonly how: How }[];
}

/** All who must sign have signed. */
export const isSigned = ({ signers }: Pick<Term, "signers">): boolean => signers.every(({ how }) => how !== "later");

/** `until`: its last day. */
export function stageOn(agreement: Term, day: Day): Stage {
  if (agreement.ended) return "ended";
  if (agreement.until < day) return "over";
  return isSigned(agreement) ? "valid" : "waiting";
}

/** The one that has not ended. */
export const standing = ({ agreements }: EntrustmentState): Agreement | undefined => {
  const last = agreements.at(-1);
  return last && !last.ended ? last : undefined;
};

const lastBy = (state: EntrustmentState, change: (last: Agreement) => Agreement): EntrustmentState => {
  const last = state.agreements.at(-1);
  return last ? { ...state, agreements: [...state.agreements.slice(0, -1), change(last)] } : state;
};

type Body = Readonly<Record<string, unknown>>;

function signedBy(agreement: Agreement, { signer, name, file, day }: Body): Agreement {
  const signed = { name, file, day, how: "signed", note: "" } as unknown as Signature;
  return { ...agreement, signers: agreement.signers.map((one) => (one.id === signer ? { ...one, ...signed } : one)) };
}

export function evolve(state: EntrustmentState, { kind, body }: { kind: string; body: Record<string, unknown> }): EntrustmentState {
  switch (kind) {
    case kinds.made: {
      const no = state.agreements.length + 1;
      return { ...state, agreements: [...state.agreements, { ...(body as unknown as Agreement), no, ended: null }] };
    }
    case kinds.signed:
      return lastBy(state, (last) => signedBy(last, body));
    case kinds.ended:
      return lastBy(state, (last) => ({ ...last, ended: body as unknown as NonNullable<Agreement["ended"]> }));
    case kinds.doubted:
      return { ...state, doubt: body as unknown as Doubt };
    case kinds.settled:
      return { ...state, doubt: null };
    default:
      return state;
  }
} // prettier-ignore

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present extends FilePresent {
  /** Name of whoever acts, as the file keeps it. */
  readonly name: string;
  readonly entrustment: Entrustment;
}

const dayWithin = (day: Day | undefined, today: Day): Day => {
  if (day !== undefined && day > today) throw new Problem("entrustment.day_wrong", { day });
  return day ?? today;
};

const requireOpen = ({ status }: FileState): void => {
  if (status === "none") throw new Problem("registry.not_found", {}, 404);
  if (status === "closed") throw conflict("registry.file_closed");
};

/** What was done on a phone before the present one was made is not about it. Errors: entrustment.newer (409). */
const requireNotBefore = (held: Agreement, day: Day): void => {
  if (day < held.day) throw conflict("entrustment.newer", { day: held.day });
};

/** Errors: entrustment.none, entrustment.newer (409) where no agreement stands, or none did on that day. */
function getStanding(state: EntrustmentState, day: Day): Agreement {
  const held = standing(state);
  if (!held) throw conflict("entrustment.none");
  requireNotBefore(held, day);
  return held;
}

/** The law's exclusions, each asked and answered (未成年人保护法 22). Errors: entrustment.not_asked, entrustment.carer_excluded. */
function asked({ answers }: MakeEntrustment, { questions }: Entrustment): Agreement["questions"] {
  return questions.map(({ id, text, right, clause }) => {
    const answer = answers[id];
    if (answer === undefined) throw new Problem("entrustment.not_asked", { text });
    if (answer !== right) throw new Problem("entrustment.carer_excluded", { text, clause });
    return { text, answer, clause };
  });
}

/** Errors: entrustment.signer_missing, entrustment.signature_missing, entrustment.excuse_missing, entrustment.no_entruster. */
function signatures({ signers, entrusters }: MakeEntrustment, { signers: wanted }: Entrustment, day: Day): Signature[] {
  const all = wanted.map(({ id, title, must }): Signature => {
    const one = signers.find((signer) => signer.id === id);
    if (!one || (must && one.how === "excused")) throw new Problem("entrustment.signer_missing", { title });
    if (one.how === "signed" && (one.file === undefined || one.name === ""))
      throw new Problem("entrustment.signature_missing", { title });
    if (one.how === "excused" && one.note === "") throw new Problem("entrustment.excuse_missing", { title });
    const signed = one.how === "signed";
    const file = signed ? (one.file ?? null) : null;
    return { id, title, name: one.name, how: one.how, file, day: signed ? day : null, note: one.note };
  });
  const entrusting = new Set(wanted.flatMap(({ id, role }) => (role === "entruster" ? [id] : [])));
  const stands = (id: string): boolean => entrusting.has(id) && all.some((one) => one.id === id && one.how !== "excused");
  if (entrusters.length === 0 || !entrusters.every(({ id }) => stands(id))) throw new Problem("entrustment.no_entruster");
  return all;
} // prettier-ignore

/** The term is a stretch of the childhood that is not over yet. Errors: entrustment.term_wrong, entrustment.term_past_childhood. */
function requireTerm({ from, until }: MakeEntrustment, day: Day, birth: unknown): void {
  if (until <= from || until < day) throw new Problem("entrustment.term_wrong");
  if (typeof birth === "string" && until > birthday(birth, 18)) throw new Problem("entrustment.term_past_childhood");
}

/** What the file knows of the carer: of another person's number and address nothing is kept. `able`: nothing said later is against it. */
function carerFacts(file: FileState, carer: MakeEntrustment["carer"], able: boolean): Record<string, unknown> {
  const known = file.facts["carer.name"]?.value;
  const gone = known === undefined || known === carer.name ? {} : { "carer.idNumber": null, "carer.address": null, "carer.relation": null };
  return { ...gone, "carer.name": carer.name, ...(carer.phone !== "" && { "carer.phone": carer.phone }), ...(able && { "carer.capacity": "able" }) };
} // prettier-ignore

function noted(file: FileState, facts: Record<string, unknown>, day: Day, present: Present): Drafted[] {
  return recordFacts(file, { facts, day, source: "visit" }, present);
}

/** A fresh agreement, in the place of the one that stands where there is one. */
export function makeEntrustment(state: EntrustmentState, file: FileState, command: MakeEntrustment, present: Present): Drafted[] {
  requireOpen(file);
  const { entrustment, today, name: by } = present;
  const day = dayWithin(command.day, today);
  requireTerm(command, day, file.facts["birthDate"]?.value);
  const held = standing(state);
  if (held) requireNotBefore(held, day);
  if (held && command.reason === "") throw conflict("entrustment.reason_missing");
  const { form, from, until, entrusters, carer, emergency, wish, undertakings, schoolTold } = command;
  const questions = asked(command, entrustment);
  const signers = signatures(command, entrustment, day);
  const other = emergency?.name ? { name: emergency.name, phone: emergency.phone ?? "" } : null;
  const settling = settled(state, day, by, "另签委托照护书");
  const able = !state.doubt || settling.length > 0;
  const body = { day, by, form, from, until, entrusters, carer, emergency: other, questions, wish, undertakings, schoolTold, signers };
  return [
    ...(held ? [{ kind: kinds.ended, body: { day, ending: "replaced", note: command.reason, by } }] : []),
    { kind: kinds.made, body },
    ...settling,
    ...noted(file, { ...carerFacts(file, carer, able), "carer.agreement": isSigned({ signers }) }, day, present),
    ...(schoolTold ? [] : [taskOfSchool(entrustment.terms, day, by)]),
  ];
} // prettier-ignore

/** A doubt of a later day is not settled by what was signed or said before it, and only came later. */
const settled = ({ doubt }: EntrustmentState, day: Day, by: string, note: string): Drafted[] =>
  doubt && doubt.day <= day ? [{ kind: kinds.settled, body: { day, by, note } }] : [];

/** Errors: entrustment.none, entrustment.newer, entrustment.not_waiting (409), which is also one whose term is over. */
export function signEntrustment(state: EntrustmentState, file: FileState, command: SignEntrustment, present: Present): Drafted[] {
  requireOpen(file);
  const day = dayWithin(command.day, present.today);
  const held = getStanding(state, day);
  const isWaiting = held.signers.some(({ id, how }) => id === command.signer && how === "later");
  if (!isWaiting || held.until < day) throw conflict("entrustment.not_waiting");
  const { signer, name, file: picture } = command;
  const body = { day, signer, name, file: picture, by: present.name };
  const done = isSigned(signedBy(held, body));
  return [{ kind: kinds.signed, body }, ...(done ? noted(file, { "carer.agreement": true }, day, present) : [])];
} // prettier-ignore

const homeAgain: ReadonlySet<Ending> = new Set(["returned", "moved"]);

/** With the parents nobody else's ability is in doubt any more. Errors: entrustment.none, entrustment.newer (409). */
export function endEntrustment(state: EntrustmentState, file: FileState, command: EndEntrustment, present: Present): Drafted[] {
  requireOpen(file);
  const day = dayWithin(command.day, present.today);
  getStanding(state, day);
  const { ending, note } = command;
  return [
    { kind: kinds.ended, body: { day, ending, note, by: present.name } },
    ...(homeAgain.has(ending) ? settled(state, day, present.name, endings[ending]) : []),
    ...noted(file, { "carer.agreement": false }, day, present),
  ];
} // prettier-ignore

/** Errors: entrustment.doubted (409) where it has been said already, and is not settled. */
export function doubtCarer(state: EntrustmentState, file: FileState, command: DoubtCarer, present: Present): Drafted[] {
  requireOpen(file);
  if (state.doubt) throw conflict("entrustment.doubted");
  const day = dayWithin(command.day, present.today);
  const body = { day, by: present.name, why: command.note, byFacts: false };
  return [{ kind: kinds.doubted, body }, ...tasksOfDoubt(present.entrustment.terms, day, present.name)];
} // prettier-ignore

/** Errors: entrustment.not_doubted (409), which it was not either on a day before the doubt. */
export function keepCarer(state: EntrustmentState, file: FileState, command: KeepCarer, present: Present): Drafted[] {
  requireOpen(file);
  const settling = settled(state, dayWithin(command.day, present.today), present.name, command.note);
  if (settling.length === 0) throw conflict("entrustment.not_doubted");
  return settling;
}

/** For how long an agreement is proposed: not beyond the childhood. */
export function proposedEnd(from: Day, months: number, birth: string | undefined): Day {
  const end = addMonths(from, months);
  const grown = birth === undefined ? end : birthday(birth, 18);
  return end < grown ? end : grown;
}
