import { type Finding, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import type { RedecisionReason, RowShown, WithdrawalReason } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "comparison.kind_unknown": "现行政策中没有这种名单，或者不由您的部门提供。",
  "comparison.day_wrong": "名单日期 {day} 晚于今天。",
  "comparison.list_unknown": "没有找到这份名单。",
  "comparison.row_unknown": "没有找到名单中的这一行。",
  "comparison.row_decided": "这一行已经有了结论。",
  "comparison.row_superseded": "此后已提交过同一种名单，以后来的名单为准，这一行不再改判。",
  "comparison.row_registered": "原判“不是同一人”之后，已按这一行建档或者对上另一份档案；请先处理那份档案。",
  "comparison.still_running": "这份名单还在比对，请等比对结束。",
  "comparison.not_held": "这份名单不在等待确认，不必再确认。",
  "comparison.not_ended": "这份名单还没有形成核查任务，请直接撤销比对。",
  "comparison.superseded": "此后已提交过同一种名单，以后来的名单为准，不能再撤回这一份。",
  "comparison.withdrawn": "这份名单已经撤回。",
  "comparison.upload_gone": "上传的文件已不在服务器上，请重新上传。",
  "comparison.failed": "比对没有完成，原因已记入日志；请重新上传，已经发出的核查任务不会重复。",
};

export const stageNames = {
  reading: "正在读取名单",
  matching: "正在与台账比对",
  settling: "正在形成核查任务",
  withdrawing: "正在撤销它形成的核查任务",
  ended: "已结束",
} as const;

export const statusNames = {
  running: "正在比对",
  held: "等待确认是否完整",
  done: "已完成",
  failed: "没有完成",
  cancelled: "已停止",
  withdrawn: "已撤回",
} as const;

/** Why a list is taken back. */
export const withdrawalNames: Readonly<Record<WithdrawalReason, string>> = {
  incomplete: "名单不完整",
  wrong_file: "传错了文件",
  wrong_data: "名单内容有误",
};

/** Why it is decided anew whether a line and a child are one. */
export const redecisionNames: Readonly<Record<RedecisionReason, string>> = {
  slip: "点错了",
  found_out: "核对后发现判断有误",
  told: "提供名单的部门或村（居）告知有误",
};

export const fateNames = {
  refused: "无法读取",
  review: "待确认是否同一人",
  anomaly: "与台账不一致",
  unregistered: "疑似未登记",
  faulty: "证件号码有误",
  same: "已确认为同一人",
  different: "已确认不是同一人",
} as const;

const isAnswered = (verdict: string): verdict is Verdict => Object.hasOwn(verdicts, verdict);

/** What a line is, in words: 信息不一致, 疑似未登记, 无法读取. */
export const stateText = ({ fate, finding }: Pick<RowShown, "fate" | "finding">): string =>
  finding !== null && Object.hasOwn(findings, finding) ? findings[finding as Finding] : fateNames[fate];

/** What was found on the spot, or that nobody has been there yet. */
export function answerText({ fate, verdict }: Pick<RowShown, "fate" | "verdict">): string {
  if (verdict === null) return fate === "anomaly" || fate === "unregistered" ? "待核实" : "";
  return isAnswered(verdict) ? verdicts[verdict] : "部门名单已更正，撤销";
}

/** What the lines of a list are; the others add up to those that were read. */
export const lineNames = {
  read: "读取行数",
  matched: "与台账对上",
  strangers: "台账上没有",
  review: fateNames.review,
  refused: fateNames.refused,
  adults: "已满十八周岁",
} as const;

/** The workbook that goes back to the department. */
export const returnedWords = {
  title: "部门名单核实结果",
  rows: "需要再看的行",
  summary: "比对情况",
  heads: ["名单中的位置", "姓名", "情况", "核实结论", "核实日期"],
  widths: [20, 12, 18, 44, 14],
  list: "名单",
  owner: "提供部门",
  day: "名单日期",
  file: "文件名",
  counts: [
    ["read", lineNames.read],
    ["matched", lineNames.matched],
    ["strangers", lineNames.strangers],
    ["review", lineNames.review],
    ["refused", lineNames.refused],
    ["adults", lineNames.adults],
    ["raised", "新发现"],
    ["standing", "仍待核实"],
    ["answered", "已核实、名单未改"],
    ["gone", "已一致、撤销"],
  ],
} as const;
