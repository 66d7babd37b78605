import { z } from "zod";
import { endOf, type Length, lengthOf, readLength } from "#kernel/length.ts";
import { Problem } from "#kernel/problem.ts";
import { type FloorKey, floors } from "./floors.ts";

const length = z.string().refine((text) => readLength(text) !== null, "a length of time: 36 months");
const keep = z.union([z.literal("permanent"), length]);
const text = z.string().trim().min(2).max(200);

export const fileMarks = [
  "grave",
  "closed.moved_away",
  "closed.died",
  "closed.grown_up",
  "closed.entered_by_mistake",
  "closed.duplicate",
] as const;
export type FileMark = (typeof fileMarks)[number];

export const fileKinds = ["mistaken", "grave", "ordinary"] as const;
export type FileKind = (typeof fileKinds)[number];

const FileRule = z.strictObject({
  id: z.enum(fileKinds),
  title: text,
  /** Any of these makes it a file of this kind; none: whatever is left. */
  marks: z.array(z.enum(fileMarks)),
  keep,
  counted_from: z.enum(["closing", "adult", "later"]),
  seal_after: length,
  clause: text,
});
export type FileRule = z.infer<typeof FileRule>;

export const recordKinds = [
  "trace",
  "alert",
  "sending",
  "assessment",
  "request",
  "deletion",
  "account_event",
  "server_log",
  "upload",
  "list",
] as const;
export type RecordKind = (typeof recordKinds)[number];
const RecordRule = z.strictObject({ title: text, keep, clause: text });

export const Rules = z.strictObject({
  version: z.literal(1),
  files: z.array(FileRule).length(fileKinds.length),
  waiting: z.strictObject({ before_deletion: length, clause: text }),
  records: z.strictObject(
    Object.fromEntries(recordKinds.map((kind) => [kind, RecordRule])) as Record<RecordKind, typeof RecordRule>,
  ),
  answer: z.strictObject({ within: length, clause: text }),
});
export type Rules = z.infer<typeof Rules>;

/** The term as whole months, undefined where it never ends. Errors: Error for days: terms of records count in months. */
export function monthsOf(term: string): number | undefined {
  if (term === "permanent") return undefined;
  const { n, unit } = lengthOf(term);
  if (unit === "days") throw new Error(`a term of keeping counts in months or years: ${term}`);
  return unit === "years" ? n * 12 : n;
}

/** Whether a length is shorter, counted from a day that has the shortest months before it and after it. */
const shorter = (one: Length, other: Length): boolean => endOf("2001-01-31", one) < endOf("2001-01-31", other);

/** Errors: retention.below_floor { kind, keep, floor, clause }: no configuration undercuts a law. */
function requireFloor(key: FloorKey, term: string): void {
  const { least, clause } = floors[key];
  if (term === "permanent" || !shorter(lengthOf(term), least)) return;
  throw new Problem("retention.below_floor", { kind: key, keep: term, floor: `${least.n} ${least.unit}`, clause }, 503);
}

/**
 * Reads rules as they stand in policies/retention.yaml.
 * Errors: retention.rules_invalid { path } (503); retention.below_floor (503).
 */
export function readRules(value: unknown): Rules {
  const read = Rules.safeParse(value);
  if (!read.success) throw new Problem("retention.rules_invalid", { path: read.error.issues[0]?.path.join(".") ?? "" }, 503); // prettier-ignore
  const rules = read.data;
  const last = rules.files.at(-1);
  if (new Set(rules.files.map((file) => file.id)).size !== fileKinds.length || last?.marks.length !== 0)
    throw new Problem("retention.rules_invalid", { path: "files" }, 503);
  for (const file of rules.files) requireFloor(`files.${file.id}`, file.keep);
  for (const kind of recordKinds) requireFloor(`records.${kind}`, rules.records[kind].keep);
  for (const term of [...rules.files.flatMap((file) => [file.keep, file.seal_after]), ...recordKinds.map((kind) => rules.records[kind].keep)]) {
    if (term !== "permanent" && lengthOf(term).unit === "days") throw new Problem("retention.rules_invalid", { path: term }, 503);
  } // prettier-ignore
  return rules;
}

/** The rule of a file: the first whose marks it bears; the last has none and takes what is left. */
export function fileRule(rules: Rules, marks: readonly string[]): FileRule {
  const found = rules.files.find((file) => file.marks.length === 0 || file.marks.some((mark) => marks.includes(mark)));
  if (!found) throw new Error("retention: the last rule takes every file");
  return found;
}
