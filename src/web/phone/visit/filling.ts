import type { FactValue } from "#engines/rules/catalogue.ts";
import type { EvidenceKind } from "#kernel/evidence.ts";
import type { Attached } from "../sync/kept.ts";
import { type Answers, askedAtTheDoor, isRisk, isStanding, lastValue, type Question, valueNow } from "./question.ts";
import { relevant } from "./relevance.ts";

export interface Problem {
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly due: string;
}

export type Kind = "home_visit" | "contact";

/** A half-filled visit, as it is kept until it has been sent. */
export interface Filling {
  readonly kind: Kind;
  readonly answers: Answers;
  /** Groups confirmed as they were, and groups opened for changes. */
  readonly same: readonly string[];
  readonly opened: readonly string[];
  readonly spokeWith: readonly string[];
  readonly otherSpeaker: string;
  readonly note: string;
  readonly problems: readonly Problem[];
  /** Answered before the policy had another version, which does not ask for it any more (resumed.ts). */
  readonly unasked?: Answers;
  /** Photos and signatures; a form that was begun before there were any has none. */
  readonly attachments?: readonly Attached[];
  readonly place?: Place | undefined;
  /** Why what the policy asks for could not be had. */
  readonly lacking?: Readonly<Partial<Record<EvidenceKind, string>>>;
}

/** As coarse as it is kept. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}

export const emptyFilling = (kind: Kind): Filling => ({
  kind, answers: {}, same: [], opened: [], spokeWith: [], otherSpeaker: "", note: "", problems: [],
}); // prettier-ignore

export const noProblem: Problem = { title: "", solution: "", owner: "", due: "" };

export interface Group {
  readonly name: string;
  readonly questions: readonly Question[];
}

/** The form laid out for one family. */
export interface Layout {
  /** Found last time: asked first, and one by one. */
  readonly standing: readonly Question[];
  readonly risks: readonly Question[];
  /** What the policy cannot decide without; open at once, and may stay without an answer. */
  readonly unclear: readonly Question[];
  readonly groups: readonly Group[];
}

export const RISKS = "risk";

function grouped(questions: readonly Question[]): Group[] {
  const names = [...new Set(questions.map((question) => question.group))];
  return names.map((name) => ({ name, questions: questions.filter((question) => question.group === name) }));
}

/** missing: the facts that the policy's decision asks for. */
export function layOut(questions: readonly Question[], answers: Answers, missing: readonly string[]): Layout {
  const asked = relevant(questions.filter(askedAtTheDoor), answers);
  const unclear = asked.filter(
    (question) => !isRisk(question) && question.last === null && missing.includes(question.key),
  );
  const settled = asked.filter((question) => !isRisk(question) && !unclear.includes(question));
  return {
    standing: asked.filter(isStanding),
    risks: asked.filter((question) => isRisk(question) && !isStanding(question)),
    unclear,
    groups: grouped(settled),
  };
}

const equal = (a: FactValue | undefined, b: FactValue | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item) => b.includes(item)));

/** Only what differs from last time travels: what was merely confirmed is not sent again. */
export function changesOf(layout: Layout, answers: Answers): Record<string, FactValue> {
  const asked = [
    ...layout.standing,
    ...layout.risks,
    ...layout.unclear,
    ...layout.groups.flatMap((group) => group.questions),
  ];
  const changed = asked.filter((question) => !equal(valueNow(question, answers), lastValue(question)));
  return Object.fromEntries(changed.flatMap(({ key }) => (answers[key] === undefined ? [] : [[key, answers[key]]])));
}

/** Groups that were neither confirmed nor opened. */
export function unseen(layout: Layout, filling: Filling): string[] {
  const names = [RISKS, ...layout.groups.map((group) => group.name)];
  return names.filter((name) => !filling.same.includes(name) && !filling.opened.includes(name));
}

export const confirmAll = (layout: Layout, filling: Filling): Filling => ({
  ...filling,
  same: [...new Set([...filling.same, ...layout.groups.map((group) => group.name)])].filter((name) => !filling.opened.includes(name)),
}); // prettier-ignore

const without = <T>(list: readonly T[], item: T): T[] => list.filter((one) => one !== item);

/** As it was: what had been typed in this group is taken back. */
export function confirmGroup(filling: Filling, name: string, questions: readonly Question[]): Filling {
  const keys = new Set(questions.map((question) => question.key));
  const answers = Object.fromEntries(Object.entries(filling.answers).filter(([key]) => !keys.has(key)));
  return { ...filling, answers, same: [...without(filling.same, name), name], opened: without(filling.opened, name) };
}

export const openGroup = (filling: Filling, name: string): Filling => ({
  ...filling, same: without(filling.same, name), opened: [...without(filling.opened, name), name],
}); // prettier-ignore

/** Answer to a set: "none of these" stands alone. */
export function toggled(value: FactValue | undefined, code: string): string[] {
  const held = Array.isArray(value) ? (value as readonly string[]) : [];
  if (held.includes(code)) return without(held, code);
  return code === "none" ? ["none"] : [...without(held, "none"), code];
}

const SECONDS = { base: 40, group: 6, question: 12, problem: 45 };

/** About how long the form takes, in whole minutes: every form says so (house rule "Burden is a defect"). */
export function minutesOf(layout: Layout, filling: Filling): number {
  const opened = layout.groups.filter((group) => filling.opened.includes(group.name));
  const risks = filling.opened.includes(RISKS) ? layout.risks.length * 3 : 5;
  const open =
    layout.standing.length + layout.unclear.length + opened.reduce((sum, group) => sum + group.questions.length, 0);
  const seconds =
    SECONDS.base +
    layout.groups.length * SECONDS.group +
    open * SECONDS.question +
    risks +
    filling.problems.length * SECONDS.problem;
  return Math.max(1, Math.round(seconds / 60));
}
