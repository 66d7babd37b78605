import type { z } from "zod";

/*
 * What is wrong with an input: a code for programs and a Chinese sentence for people, made from what the schema found and
 * never from its English message, nor from what was sent.
 */

/** One thing that is wrong, as it stands in a refusal's `issues`; codes are those of zod, or of the house. */
export interface InputFault {
  readonly path: string;
  readonly code: string;
  readonly type?: string;
  readonly min?: number;
  readonly max?: number;
}

type Issue = z.core.$ZodIssue;

/** Keys that the house may have written, and places in a list; any other came with the input, and may be anything. */
const written = /^(?:[a-z][A-Za-z0-9_.]{0,59}|\d{1,4})$/;
const partOf = (part: PropertyKey): string => (written.test(String(part)) ? String(part) : "?");

const pathOf = ({ code, path }: Issue): string =>
  path.map((part, n) => (code === "invalid_key" && n === path.length - 1 ? "?" : partOf(part))).join(".");

/** Codes of the house stand in a schema as messages of its refinements. */
const houseCode = /^[a-z]+\.[a-z_]+$/;

const isMissing = (root: unknown, path: readonly PropertyKey[]): boolean =>
  path.reduce<unknown>((held, key) => (typeof held === "object" && held !== null ? (held as Record<PropertyKey, unknown>)[key] : undefined), root) === undefined; // prettier-ignore

function bounds(issue: Issue): Pick<InputFault, "type" | "min" | "max"> {
  if (issue.code === "too_small") return { type: issue.origin, min: Number(issue.minimum) };
  if (issue.code === "too_big") return { type: issue.origin, max: Number(issue.maximum) };
  return issue.code === "invalid_type" ? { type: issue.expected } : {};
}

function codeOf(issue: Issue, root: unknown): string {
  if (issue.code === "custom") return houseCode.test(issue.message) ? issue.message : "custom";
  return issue.path.length > 0 && issue.code !== "unrecognized_keys" && isMissing(root, issue.path) ? "missing" : issue.code; // prettier-ignore
}

/** The first twenty faults of an input that the schema refused. */
export const inputFaults = (error: z.ZodError, root: unknown): InputFault[] =>
  error.issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), code: codeOf(issue, root), ...bounds(issue) }));

const types: Readonly<Record<string, string>> = {
  string: "文字", number: "数字", int: "整数", boolean: "是或否", array: "多项", object: "成组内容", record: "成组内容", date: "日期",
}; // prettier-ignore

const units: Readonly<Record<string, string>> = {
  string: " 个字",
  array: " 项",
  record: " 项",
  object: " 项",
  map: " 项",
};

/** What is wrong, after its subject. Undefined for a code of the house, which has a sentence of its own. */
function wrong({ code, type = "", min, max }: InputFault): string | undefined {
  if (code.includes(".")) return undefined;
  if (code === "missing") return "没有填写";
  if (code === "invalid_type") return types[type] ? `应为${types[type]}` : "格式不对";
  if (code === "invalid_value") return "不在可选范围内";
  if (code === "too_small") return type === "string" && min === 1 ? "不能为空" : `不能少于 ${min}${units[type] ?? ""}`;
  if (code === "too_big") return `不能超过 ${max}${units[type] ?? ""}`;
  return "填写不符合要求";
}

const strange = "提交的内容中有系统不认识的项目。";

/** Where it stands: 第 2 项的“问题”; without a name of its own, 有一项内容. */
function subjectOf({ path }: InputFault, label: string | undefined): string {
  const place = path.split(".").find((part) => /^\d{1,4}$/.test(part));
  const named = label === undefined ? "有一项内容" : `“${label}”`;
  return place === undefined ? named : `第 ${Number(place) + 1} 项中，${named}`;
}

/** A fault as a sentence; `own` is that of the house's code, where it is one. */
export function faultSentence(fault: InputFault, label: string | undefined, own: string | undefined): string {
  if (fault.code === "unrecognized_keys") return strange;
  if (fault.path === "") return own ?? "提交的内容不完整，或格式不对。";
  const said = wrong(fault);
  if (said === undefined && own !== undefined) return label === undefined ? own : `${subjectOf(fault, label)}：${own}`;
  return `${subjectOf(fault, label)}${said ?? "填写不符合要求"}。`;
}

/** All of it in one: the first, and how many there are. */
export const faultsSentence = (said: readonly string[]): string =>
  said.length > 1 ? `${said[0] ?? ""}（另有 ${said.length - 1} 处）` : (said[0] ?? "提交的内容有误，请检查后重试。");
