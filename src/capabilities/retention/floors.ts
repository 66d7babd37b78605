import { type Length } from "#kernel/length.ts";

/** The least that a law lets a kind of record be kept, and which clause. */
export interface Floor {
  readonly least: Length;
  readonly clause: string;
}

const months = (n: number): Length => ({ n, unit: "months" });

const processing: Floor = { least: months(36), clause: "个人信息保护法 56：处理情况记录应当至少保存三年" };
const logs: Floor = { least: months(6), clause: "网络安全法 21(三)：网络日志不少于六个月" };

/**
 * Floors by law, which no configuration may undercut. For a child's file no law names a term: what the archives' rule
 * knows as the shortest is ten years; a file begun by mistake is no archive, and yet a record of processing.
 */
export const floors = {
  "files.mistaken": processing,
  "files.grave": { least: months(120), clause: "国家档案局令第8号：定期保管的最短期限为十年" },
  "files.ordinary": { least: months(120), clause: "国家档案局令第8号：定期保管的最短期限为十年" },
  "records.trace": processing,
  "records.alert": processing,
  "records.sending": { least: months(36), clause: "网络数据安全管理条例 12：处理情况记录至少保存三年" },
  "records.assessment": { least: months(36), clause: "个人信息保护法 56：影响评估报告应当至少保存三年" },
  "records.request": processing,
  "records.deletion": processing,
  "records.account_event": logs,
  "records.server_log": logs,
  "records.upload": logs,
  // what departments said of people of whom nothing follows any more: the law sets no least, and wants the shortest
  "records.list": {
    least: months(1),
    clause: "法律未规定下限；个人信息保护法 19：保存期限为实现处理目的所必要的最短时间",
  },
} as const satisfies Readonly<Record<string, Floor>>;
export type FloorKey = keyof typeof floors;
