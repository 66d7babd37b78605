import type { FactValue } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { kinds } from "./kinds.ts";
import type { Finding, Verdict } from "./words.ts";

/** What a comparison found about one child: the body of anomaly.raised. */
export interface Anomaly {
  /** The list's kind in the policy, and what it is called. */
  readonly comparison: string;
  readonly title: string;
  readonly department: string;
  readonly finding: Finding;
  readonly clause: string;
  readonly list: Id;
  readonly listDay: Day;
  /** The list's line; null where it has none for the child. */
  readonly row: number | null;
  readonly probability: number | null;
  /** How line and file were known to be one child, field by field. */
  readonly words: string | null;
  /** What the file would say if the finding is right: masked and veiled like the facts of any entry. */
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly day: Day;
  readonly due: Day;
}

/** The same as a phone holds it: which list it was is the server's to know. */
export interface KeptAnomaly extends Omit<Anomaly, "list" | "row"> {
  /** The department by its name. */
  readonly owner: string;
  /** Facts that are known by their ends alone. */
  readonly masked?: readonly string[];
  /** Something of it is on no phone. */
  readonly partly?: true;
}

/** What was answered: the same again is no news. */
interface Answered {
  readonly no: number;
  readonly facts: string;
  readonly verdict: Verdict;
}

export interface AnomalyState {
  readonly count: number;
  /** By number; a number counts within its file and is never used again. */
  readonly open: Readonly<Record<string, Anomaly>>;
  /** By list and finding. */
  readonly answered: Readonly<Record<string, Answered>>;
}

export const initial: AnomalyState = { count: 0, open: {}, answered: {} };

const keyOf = ({ comparison, finding }: Pick<Anomaly, "comparison" | "finding">): string => `${comparison}|${finding}`;

const without = (open: AnomalyState["open"], no: unknown): AnomalyState["open"] => {
  const { [String(no)]: _gone, ...rest } = open;
  return rest;
};

type Body = Readonly<Record<string, unknown>>;

export function evolve(state: AnomalyState, entry: { kind: string; body: Record<string, unknown> }): AnomalyState {
  const { no } = entry.body as Body;
  switch (entry.kind) {
    case kinds.raised: {
      const { no: _no, ...anomaly } = entry.body;
      return {
        ...state,
        count: Number(no),
        open: { ...state.open, [String(no)]: anomaly as unknown as Anomaly },
      };
    }
    case kinds.verified: {
      const anomaly = state.open[String(no)];
      if (!anomaly) return state;
      const answer = { no: Number(no), facts: canonical(anomaly.facts), verdict: entry.body["verdict"] as Verdict };
      const answered = { ...state.answered, [keyOf(anomaly)]: answer };
      return { ...state, open: without(state.open, no), answered };
    }
    case kinds.withdrawn:
      return { ...state, open: without(state.open, no) };
    case kinds.settled: {
      const { [keyOf(entry.body as unknown as Anomaly)]: _settled, ...answered } = state.answered;
      return { ...state, answered };
    }
    default:
      return state;
  }
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** What a comparison comes to for one child: new, there before, answered before, or gone since. */
export interface Compared {
  readonly drafts: Drafted[];
  readonly raised: number;
  /** Of these, what no run of this list has raised before. */
  readonly fresh: number;
  readonly standing: number;
  readonly answered: number;
  readonly gone: number;
}

/**
 * Holds what one list says of a child today against what it said before. The same is not said twice: neither while it is
 * open nor after it was answered, until a list says something else. What it does not say any more is withdrawn; what was
 * answered and is said no more is settled, where `isWhole`: all that the list says of this child is in `found`.
 */
export function compare(
  state: AnomalyState,
  comparison: string,
  found: readonly Anomaly[],
  present: { readonly day: Day; readonly list: Id; readonly isWhole?: boolean },
): Compared {
  const open = Object.entries(state.open).filter(([, one]) => one.comparison === comparison);
  const same = (a: Anomaly, b: Anomaly): boolean => a.finding === b.finding && canonical(a.facts) === canonical(b.facts);
  const gone = open.filter(([, one]) => !found.some((next) => same(one, next)));
  // what this very list said before its run was killed is its own
  const own = open.filter((one) => one[1].list === present.list && !gone.includes(one)).length;
  const unknown = found.filter((next) => !open.some(([, one]) => same(one, next)));
  const fresh = unknown.filter((next) => state.answered[keyOf(next)]?.facts !== canonical(next.facts));
  const settled = Object.entries(state.answered).flatMap(([key, { no, facts }]) => {
    const [of, finding] = key.split("|");
    const isSaid = found.some((next) => next.finding === finding && canonical(next.facts) === facts);
    return of === comparison && !isSaid ? [{ no, comparison, finding, list: present.list, day: present.day }] : [];
  });
  return {
    drafts: [
      ...(present.isWhole ? settled.map((body) => ({ kind: kinds.settled, body })) : []),
      ...gone.map(([no]) => ({ kind: kinds.withdrawn, body: { no: Number(no), list: present.list, day: present.day } })),
      ...fresh.map((one, n) => ({ kind: kinds.raised, body: { ...one, no: state.count + n + 1 } })),
    ],
    raised: fresh.length + own,
    fresh: fresh.length,
    standing: open.length - gone.length - own,
    answered: unknown.length - fresh.length,
    gone: gone.length,
  };
} // prettier-ignore

/** Errors: anomaly.unknown (404), anomaly.closed (409). */
export function openAnomaly(state: AnomalyState, no: number): Anomaly {
  const anomaly = state.open[String(no)];
  if (anomaly) return anomaly;
  throw no <= state.count ? conflict("anomaly.closed", { no }) : notFound("anomaly.unknown", { no });
}

/** What was found on the spot, as the file keeps it. */
export interface Answer {
  readonly verdict: Verdict;
  readonly note: string;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** Whose answer, and on which day it was found out. */
export interface Answering {
  readonly today: Day;
  readonly name: string;
}

/** What was found on the spot. Errors: as openAnomaly. */
export function verifyAnomaly(state: AnomalyState, no: number, answer: Answer, present: Answering): Drafted[] {
  const { title, finding } = openAnomaly(state, no);
  return [{ kind: kinds.verified, body: { no, title, finding, ...answered(answer, present) } }];
}

const answered = ({ verdict, note }: Answer, { today, name }: Answering) => ({
  verdict,
  note,
  day: today,
  verifier: name,
});

/** Why the file's facts changed with an answer: by it the two are known to belong together (undone.ts). */
export const reasonOf = ({ title }: Pick<Anomaly, "title">, note: string): string => `${title}：${note}`.slice(0, 200);

/** What the file takes over with an answer: the list's own facts where the list is right, others where both were wrong. */
export function factsGiven(
  anomaly: Pick<Anomaly, "facts" | "title">,
  { verdict, note, facts }: Answer,
): {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly source: "department" | "correction";
  readonly reason: string;
} {
  const given = verdict === "right" ? anomaly.facts : verdict === "corrected" ? (facts ?? {}) : {};
  const beyond = Object.keys(given).filter((key) => !Object.hasOwn(anomaly.facts, key));
  if (beyond.length > 0) throw new Problem("anomaly.not_listed", { keys: beyond });
  const source = verdict === "right" ? "department" : "correction";
  return { facts: given, source, reason: reasonOf(anomaly, note) };
}

/** An anomaly that somebody has answered, and the answer that holds. */
export interface Held {
  readonly anomaly: Anomaly;
  readonly verdict: Verdict;
  readonly day: Day;
  readonly verifier: string;
}

type Told = readonly { readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[];

/** The answer that holds, read from the file's entries; undefined where it is open, was withdrawn or never was. */
export function heldAnswer(entries: Told, no: number): Held | undefined {
  const own = entries.filter(({ body }) => body["no"] === no);
  const raised = own.findLast(({ kind }) => kind === kinds.raised);
  const last = own.findLast(({ kind }) => kind === kinds.verified || kind === kinds.withdrawn);
  if (!raised || last?.kind !== kinds.verified) return undefined;
  const { verdict, day, verifier } = last.body as unknown as Held;
  return { anomaly: raised.body as unknown as Anomaly, verdict, day, verifier };
}

/** What the list has taken back since, and on which day; undefined where it is open, was answered or never was. */
export function takenBack(entries: Told, no: number): { readonly anomaly: Anomaly; readonly day: Day } | undefined {
  const own = entries.filter(({ body }) => body["no"] === no);
  const raised = own.findLast(({ kind }) => kind === kinds.raised);
  const last = own.findLast(({ kind }) => kind === kinds.verified || kind === kinds.withdrawn);
  if (!raised || last?.kind !== kinds.withdrawn) return undefined;
  return { anomaly: raised.body as unknown as Anomaly, day: last.body["day"] as Day };
}

/** An answer to what the list does not say any more: somebody was there, and that stays. Nobody is told that a list is wrong. */
export function answerAfter(
  { anomaly: { title, finding }, day }: { readonly anomaly: Anomaly; readonly day: Day },
  no: number,
  answer: Answer,
  present: Answering,
): Drafted[] {
  const facts = answer.facts && { facts: answer.facts };
  const body = { no, title, finding, ...answered(answer, present), ...facts, withdrawnOn: day };
  return [{ kind: kinds.seenAfter, body }];
}

/** The same place answered anew, by whoever has seen the answer that held. Errors: anomaly.closed (409) where another one holds. */
export function replaceAnswer(
  held: Held,
  no: number,
  answer: Answer & { readonly over: Verdict },
  present: Answering,
): Drafted[] {
  if (held.verdict !== answer.over) throw conflict("anomaly.closed", { no });
  const { title, finding } = held.anomaly;
  return [{ kind: kinds.verified, body: { no, title, finding, ...answered(answer, present), over: answer.over } }];
}

/** An answer that came after another: it stands in the file, and takes nothing's place. */
export function answerLate({ anomaly, verdict, day, verifier }: Held, no: number, answer: Answer & { readonly over?: Verdict | undefined }, present: Answering): Drafted[] {
  const { title, finding } = anomaly;
  const { facts, over } = answer;
  const said = { no, title, finding, ...answered(answer, present), ...(facts && { facts }), ...(over && { over }) };
  return [{ kind: kinds.answeredLate, body: { ...said, held: { verdict, day, verifier } } }];
} // prettier-ignore
