import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { EntrustmentState } from "#capabilities/entrustment/decide.ts";
import type { GradeState } from "#capabilities/grade/decide.ts";
import type { LevelRhythm, Standing } from "#capabilities/grade/words.ts";
import type { Policy } from "#capabilities/policy/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import type { TaskState } from "#capabilities/task/decide.ts";
import type { VisitState } from "#capabilities/visit/decide.ts";
import type { VisitKind } from "#capabilities/visit/words.ts";
import { applies } from "../visit/relevance.ts";
import { text, word } from "../language/text.ts";

/** A child's file as the server shows it to this post. */
export interface ChildFile {
  readonly childId: string;
  readonly areaPath: readonly string[];
  readonly status: "open" | "closed";
  readonly seq: number;
  readonly facts: readonly Shown[];
  readonly standing: GradeState;
  readonly visit: VisitState;
  readonly tasks: TaskState;
  /** Of a file that the phone keeps. */
  readonly entrustment?: EntrustmentState;
  readonly decision: ReturnType<Policy["decide"]>;
  readonly day: Day;
  /** Of a file that the phone keeps: how many commands wait, and what they may lead to. */
  readonly unsent?: number;
  readonly fear?: Fear | null;
}

/** A finding that the server has not judged yet may lead to a graver level than the child has. */
export interface Fear {
  readonly level: string;
  /** What was found, in words. */
  readonly found: readonly string[];
}

interface Shown {
  readonly key: string;
  readonly label: string;
  readonly value: FactValue;
  readonly text: string;
}

export interface FileEntry {
  readonly seq: number;
  readonly kind: string;
  readonly title: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PastVisit {
  readonly seq: number;
  readonly day: Day;
  readonly kind: VisitKind;
  readonly visitor: string;
  readonly spokeWith: string;
  readonly note: string;
}

export const textOf = (file: Pick<ChildFile, "facts">, key: string): string | undefined =>
  file.facts.find((fact) => fact.key === key)?.text;

/** The stretch of standing that holds today: where a panel has decided, its colour and not the rules'. */
export const standingNow = ({ standing, day }: Pick<ChildFile, "standing" | "day">): Standing | undefined =>
  standing.assessed?.spans.find((span) => span.from <= day && (span.to === null || day < span.to));

export const levelNow = (file: Pick<ChildFile, "standing" | "day">): string | null => standingNow(file)?.level ?? null;

/** What the present colour asks to be done; a panel's colour has its own. */
export const rhythmsNow = (file: Pick<ChildFile, "standing" | "day">): readonly LevelRhythm[] => {
  const level = standingNow(file)?.level;
  return level ? (file.standing.assessed?.rhythms[level] ?? []) : [];
};

/** "At once" has no next day: once done, nothing falls due any more, and somebody must keep watching. */
export const isAtOnce = ({ every }: Pick<LevelRhythm, "every">): boolean => every.startsWith("0 ");

/** Facts that would settle what is unknown, by their names; of the dead nobody is asked where they work. */
export function missingLabels(file: Pick<ChildFile, "facts" | "decision">): string[] {
  const value = (key: string): FactValue | undefined => file.facts.find((fact) => fact.key === key)?.value;
  const alive = file.decision.missing.filter((key) => applies(key, value));
  return alive.flatMap((key) => {
    const zh = factByKey.get(key)?.zh;
    return zh === undefined ? [] : [word(zh)];
  });
}

const newest = (a: PastVisit, b: PastVisit): number => (a.day === b.day ? b.seq - a.seq : a.day < b.day ? 1 : -1);

/** The latest visits, newest first. */
export function pastVisits(entries: readonly FileEntry[], most: number): PastVisit[] {
  const visits = entries
    .filter((entry) => entry.kind === "visit.recorded")
    .map(({ seq, body }) => ({ seq, ...(body as Omit<PastVisit, "seq">) }));
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
  return visits.sort(newest).slice(0, most);
}

export interface Caller {
  readonly who: string;
  readonly name: string;
  readonly phone: string;
}

const callers = ["guardian", "carer", "father", "mother"] as const;

function relationOf({ facts }: Pick<ChildFile, "facts">, caller: string): string | undefined {
  const known = facts.find((fact) => fact.key === `${caller}.relation`);
  return known && word(known.text);
}

/** Whom one can call, the guardian first; the same number only once. */
export function phonesOf(file: Pick<ChildFile, "facts">): Caller[] {
  const found = callers.flatMap((key) => {
    const phone = textOf(file, `${key}.phone`);
    const relation = relationOf(file, key);
    const caller = text(`caller.${key}`);
    const who = relation === undefined ? caller : text("caller.related", { who: caller, relation });
    return phone === undefined ? [] : [{ who, name: textOf(file, `${key}.name`) ?? "", phone }];
  });
  return found.filter((one, i) => found.findIndex((other) => other.phone === one.phone) === i);
}
