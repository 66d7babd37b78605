import type { FactValue } from "#engines/rules/catalogue.ts";
import { addMonths, type Day } from "#kernel/day.ts";
import { conflict, notFound } from "#kernel/problem.ts";
import type { Limit } from "#capabilities/referral/decide.ts";
import type { RecognitionItem } from "#capabilities/policy/words.ts";
import { type Asker, kinds, type Side, type Stage } from "./words.ts";

type Says = "yes" | "no" | "unknown";
export type Terms = Pick<RecognitionItem, "verify" | "confirm" | "remind" | "climb">;

export interface Step {
  readonly kind: string;
  readonly day: Day;
  readonly by: string;
  readonly eligible: boolean | null;
  /** What the policy said of the file's facts on that day. */
  readonly says: Says | null;
  readonly text: string;
}

export interface Recognition {
  readonly kind: string;
  readonly title: string;
  readonly clause: string;
  /** As the policy said on that day. */
  readonly terms: Terms;
  readonly asker: Asker;
  readonly note: string;
  readonly day: Day;
  readonly by: string;
  readonly stage: Stage;
  readonly since: Day;
  readonly limit: Limit | null;
  readonly from: Day | null;
  readonly steps: readonly Step[];
}

/** Of one child's file by their number, which counts within the file. */
export type RecognitionState = Readonly<Record<string, Recognition>>;
export const initial: RecognitionState = {};

const turn: Readonly<Record<Stage, Side>> = {
  asked: "township", verified: "county", confirmed: "none", refused: "none", withdrawn: "none",
}; // prettier-ignore
export const waitsFor = (stage: Stage): Side => turn[stage];
export const isOpen = ({ stage }: Pick<Recognition, "stage">): boolean => turn[stage] !== "none";

const next: Readonly<Record<string, Stage>> = {
  [kinds.verified]: "verified",
  [kinds.confirmed]: "confirmed",
  [kinds.refused]: "refused",
  [kinds.withdrawn]: "withdrawn",
};

type Body = Readonly<Record<string, unknown>>;

const said = (body: Body, key: string): string => (typeof body[key] === "string" ? body[key] : "");

function stepped(one: Recognition, kind: string, body: Body): Recognition {
  const stage = next[kind];
  if (stage === undefined) return one;
  const day = body["day"] as Day;
  const { eligible = null, says = null } = body as { eligible?: boolean; says?: Says };
  const step: Step = { kind, day, by: said(body, "who"), eligible, says, text: said(body, "reason") };
  return {
    ...one,
    stage,
    since: day,
    limit: turn[stage] === "none" ? null : ((body["limit"] as Limit | undefined) ?? one.limit),
    from: (body["from"] as Day | undefined) ?? one.from,
    steps: [...one.steps, step],
  };
}

export function evolve(state: RecognitionState, entry: { kind: string; body: Record<string, unknown> }): RecognitionState {
  if (!entry.kind.startsWith("recognition.")) return state;
  const { no, ...body } = entry.body;
  const key = String(no);
  if (entry.kind === kinds.asked) {
    const begun = { ...body, stage: "asked", since: body["day"], from: null, steps: [] } as unknown as Recognition;
    return { ...state, [key]: begun };
  }
  const one = state[key];
  return one ? { ...state, [key]: stepped(one, entry.kind, body) } : state;
} // prettier-ignore

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  /** Name of whoever acts, as the file keeps it. */
  readonly name: string;
  readonly limit: (workdays: number, terms: Pick<Terms, "remind" | "climb">) => Limit;
}

/** Errors: recognition.unknown (404). */
export function getRecognition(state: RecognitionState, no: number): Recognition {
  const one = state[String(no)];
  if (!one) throw notFound("recognition.unknown");
  return one;
}

/** Errors: recognition.unknown (404), recognition.not_now (409). */
function standing(state: RecognitionState, no: number, ...wanted: readonly Stage[]): Recognition {
  const one = getRecognition(state, no);
  if (!wanted.includes(one.stage)) throw conflict("recognition.not_now", { stage: one.stage });
  return one;
}

export const openOf = (state: RecognitionState, kind: string): number | null => {
  const found = Object.entries(state).find(([, one]) => one.kind === kind && isOpen(one));
  return found ? Number(found[0]) : null;
};

const draft = (kind: string, no: number, present: Present, more: Body): Drafted => ({
  kind,
  body: { no, day: present.today, who: present.name, ...more },
});

export type Asking = Pick<Recognition, "kind" | "title" | "clause" | "terms" | "asker" | "note">;

/** The township has its working days from today on. Errors: recognition.open_already (409). */
export function askRecognition(state: RecognitionState, asking: Asking, present: Present): Drafted[] {
  const open = openOf(state, asking.kind);
  if (open !== null) throw conflict("recognition.open_already", { no: open });
  const no = Object.keys(state).length + 1;
  const limit = present.limit(asking.terms.verify, asking.terms);
  return [{ kind: kinds.asked, body: { ...asking, no, day: present.today, by: present.name, limit } }];
}

interface Judgement {
  readonly eligible: boolean;
  readonly reason: string;
  readonly says: Says;
}

/** What the township concludes, either way, the county decides: nobody is refused by one person alone. */
export function verifyRecognition(state: RecognitionState, no: number, judged: Judgement, present: Present): Drafted[] {
  const { terms } = standing(state, no, "asked");
  return [draft(kinds.verified, no, present, { ...judged, limit: present.limit(terms.confirm, terms) })];
}

/** 次月起纳入: the first day of the month after. */
export const countsFrom = (day: Day): Day => addMonths(`${day.slice(0, 7)}-01`, 1);

/** Confirmed, or refused with the reason that is told in writing. Never before the township has looked. */
export function confirmRecognition(state: RecognitionState, no: number, judged: Judgement, present: Present): Drafted[] {
  standing(state, no, "verified");
  if (!judged.eligible) return [draft(kinds.refused, no, present, { ...judged })];
  return [draft(kinds.confirmed, no, present, { ...judged, from: countsFrom(present.today) })];
} // prettier-ignore

export function withdrawRecognition(state: RecognitionState, no: number, reason: string, present: Present): Drafted[] {
  standing(state, no, "asked", "verified");
  return [draft(kinds.withdrawn, no, present, { reason })];
}

/** The file holds it as recognised, beside what else it is. */
export function factsAfter(kind: string, held: FactValue | undefined): Record<string, FactValue> {
  const before = Array.isArray(held) ? (held as readonly string[]).filter((code) => code !== "none") : [];
  return { recognised: [...new Set([...before, kind])] };
}
