import type { z } from "zod";
import { Problem } from "#kernel/problem.ts";
import { problemOf as databaseProblem } from "#platform/db/problems.ts";
import { faultSentence, faultsSentence, inputFaults, type InputFault } from "./inputFaults.ts";

type Data = Readonly<Record<string, unknown>>;

/** The house's sentences, by problem code; each capability gives its own: a text with {…}, or one made from the data. */
export type Sentences = Readonly<Record<string, string | ((data: Data) => string)>>;

/** RFC 9457, with the code that a program reads and a sentence that a person reads. */
export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [key: string]: unknown;
}

/** What stands in for {key}: a text, a number, or a list of texts. */
function shown(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string").join("、");
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** A sentence with its {…} filled from the data. */
export const fill = (sentence: string, data: Data): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, key: string) => shown(data[key]) ?? (whole === "{label}" ? "该项" : ""));

/** The Chinese name of a field: of a fact by its key, else of a capability's input. */
export type Labels = (key: string, capability?: string) => string | undefined;

const textOf = (sentences: Sentences, code: string, data: Data): string | undefined => {
  const sentence = sentences[code];
  return typeof sentence === "function" ? sentence(data) : sentence && fill(sentence, data);
};

/** The faults of an input, each with its sentence. */
function issuesOf(data: Data, sentences: Sentences, labels: Labels): (InputFault & { message: string })[] {
  const [faults, of] = [data["issues"] as readonly InputFault[], data["of"] as string | undefined];
  return faults.map((fault) => {
    const label = labels(fault.path, of);
    return { ...fault, message: faultSentence(fault, label, textOf(sentences, fault.code, {})) };
  });
}

/** A refusal as it leaves: the code is for programs, `detail` for people. */
export function problemJson(problem: Problem, sentences: Sentences, labels: Labels): ProblemJson {
  const key = problem.data["key"];
  const label = typeof key === "string" ? labels(key) : undefined;
  const { of: _of, ...rest } = problem.data;
  const issues = Array.isArray(problem.data["issues"]) ? issuesOf(problem.data, sentences, labels) : undefined;
  const data = { ...rest, ...(label !== undefined && { label }), ...(issues && { issues }) };
  const said = issues ? faultsSentence(issues.map(({ message }) => message)) : textOf(sentences, problem.code, data);
  return {
    ...data,
    type: `urn:tonghu:problem:${problem.code}`,
    title: problem.code,
    status: problem.status,
    code: problem.code,
    detail: said ?? "操作没有完成，请稍后再试。",
  };
}

/** Which part of a request an input is, and whose: a capability's word for a field is asked first. */
export interface InputPlace {
  readonly where: "body" | "query" | "params";
  readonly of?: string | undefined;
}

/** All that is wrong with an input in `issues`, as one Problem. Nothing of the input is quoted. */
export function inputProblem(error: z.ZodError, input: unknown, { where, of }: InputPlace): Problem {
  const issues = inputFaults(error, input);
  return new Problem("http.input_invalid", { where, issues, path: issues[0]?.path ?? "", ...(of && { of }) }, 400);
}

/** What a file of the data folder meets when the disk fails or somebody took a right away; a full disk has its own word. */
const diskErrors: ReadonlySet<string> = new Set(["EROFS", "EIO", "EACCES", "EPERM"]);

/** A database or a disk that cannot answer now is a refusal with Retry-After; framework errors (bad JSON, body too large, unknown media type) under our codes; anything else is a bug: 500. */
export function problemOf(thrown: unknown): Problem {
  const refusal = databaseProblem(thrown);
  if (refusal) return refusal;
  const { statusCode, code } = thrown as { statusCode?: number; code?: string };
  if (code !== undefined && diskErrors.has(code)) return new Problem("db.disk_unwritable", { retryAfter: 60 }, 503);
  if (statusCode === 413) return new Problem("http.too_large", {}, 413);
  if (statusCode === 415) return new Problem("http.media_type", {}, 415);
  if (statusCode === 429) return new Problem("http.too_many", {}, 429);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem("http.malformed", { reason: code ?? "" }, 400);
  }
  return new Problem("http.failed", {}, 500);
}

export const sentences: Sentences = {
  "http.input_invalid": "提交的内容有误，请检查后重试。",
  "http.too_large": "提交的内容过大。",
  "http.too_slow": "提交用时过长，连接已断开，请重试。",
  "http.media_type": "不支持这种内容格式。",
  "http.too_many": "操作过于频繁，请稍后再试。",
  "http.gone": "等待的页面已经关闭，这次查询已停止。",
  "http.busy": "同时使用的人太多，请稍后再试；刚才的内容没有丢失，可再次提交。",
  "http.malformed": "提交的内容无法读取。",
  "http.not_found": "没有找到。",
  "http.forbidden_origin": "请求来自其他网站，已拒绝。",
  "http.failed": "系统出现意外，已记录。请稍后再试。",
  "journal.busy": "这份档案正由多人同时修改，请稍后再试。",
  "journal.stale": "您打开之后，这份档案又有了变化。请重新载入，看过最新内容再决定；刚才填写的不会丢失。",
  "journal.id_reused": "同一编号的提交内容不同，未保存，请刷新后重新提交。",
  "journal.id_taken": "档案编号已被占用，请重新登记。",
  "journal.not_found": "没有找到。",
  "db.unavailable": "数据库暂时不可用，请稍后再试；刚才的内容没有丢失，可再次提交。",
  "db.busy": "系统正忙，请稍后再试。",
  "db.timeout": "查询用时过长，请缩小范围后再试。",
  "db.disk_full": "服务器磁盘已满，暂不能保存，请联系管理员。",
  "db.disk_unwritable": "服务器的磁盘现在不能正常读写，没有保存，请联系管理员；刚才的内容请先保留，稍后再试。",
  "db.damaged": "数据库有损坏，没有保存，请立即联系管理员；刚才的内容请先保留。",
  "db.outcome_unknown": "与数据库的连接中断，请再次提交，不会重复。",
};
