import {
  type AlertFault,
  type AlertVerdict,
  faultNames,
  type TraceFault,
  type TraceVerdict,
} from "#capabilities/trace/index.ts";
import type { FilesVerdict } from "#platform/crypto/filesOnDisk.ts";
import type { Fault, Verdict } from "#platform/journal/verify.ts";

/* What verify and restore say of what they found, for the console: the same sentence wherever a fault comes to light. */

/** Everything that can be checked of an installation. */
export interface Verdicts {
  readonly verdict: Verdict;
  readonly traces: TraceVerdict;
  readonly alerts: AlertVerdict;
  readonly files: FilesVerdict;
}

const words: Readonly<Record<Fault["what"], string>> = {
  changed: "内容被改动",
  broken: "与上一条不相接",
  missing: "缺少记录",
  tail: "末尾与档案现状不符（可能被截断、改写或整份删除）",
  snapshot: "记录完好，但档案现状与记录不符",
  key: "档案密钥缺失或被改动，内容无法打开",
};

export const entryLine = (fault: Fault): string => `档案 ${fault.subjectId} 第 ${fault.seq} 条：${words[fault.what]}`;

export const traceLine = ({ block, place, what }: TraceFault): string =>
  `访问记录 第 ${block} 区块${place === null ? "" : `第 ${place} 条`}：${faultNames[what]}`;

const kindOf = { alert: "异常提醒", answer: "提醒的答复" } as const;

export const alertLine = ({ link, kind, alertId, what }: AlertFault): string =>
  `${kind === null ? "异常提醒" : kindOf[kind]} ${link === 0 ? "未入链" : `第 ${link} 环`}${alertId === null ? "" : ` ${alertId}`}：${faultNames[what]}`;

const fileLine = (path: string): string => `文件 ${path}：内容未加密、被改动、被截断，或缺少主密钥，无法打开`;

/** What the chains say against the record: nothing is sealed that has one of these. */
export const chainLines = ({ verdict, traces, alerts }: Omit<Verdicts, "files">): string[] => [
  ...verdict.faults.map(entryLine),
  ...traces.faults.map(traceLine),
  ...alerts.faults.map(alertLine),
];

/** Every fault, a line each. */
export const faultLines = (found: Verdicts): string[] => [...chainLines(found), ...found.files.faults.map(fileLine)];
