import type { LookAnswer, LookKind } from "#kernel/look.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { AlertRule } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "trace.unavailable": "访问记录暂时无法保存，依规定不能显示内容，请稍后再试。",
  "trace.alert_unknown": "没有找到这条提醒。",
  "trace.alert_answered": "这条提醒已经有人答复。",
  "trace.own_alert": "涉及本人的提醒须由他人答复。",
};

export const kindNames: Readonly<Record<LookKind, string>> = {
  list: "列表",
  search: "查找",
  file: "档案",
  timeline: "档案经过",
  phone: "手机上打开档案",
  print: "打印档案",
  drill: "报表数字背后的儿童",
  export: "导出文件",
  trace: "访问记录",
  attempt: "被拒绝的访问",
};

export const answerNames: Readonly<Record<LookAnswer, string>> = {
  ok: "已显示",
  not_found: "不存在或不在工作范围内",
  not_permitted: "岗位无权",
};

/** What a field is opened or a file taken along for, as people choose it. */
export const purposeNames: Readonly<Record<Purpose, string>> = {
  visit: "入户走访、电话联系",
  assistance: "救助保障的申请和办理",
  protection: "应急处置、监护保护",
  referral: "部门转介、会商",
  verification: "信息核对、更正",
  reporting: "法定报表、上报",
  rights: "监护人查阅、复制、更正、删除的请求",
  inspection: "档案抽查、检查",
};

/** What the watch looks for, in a word each. */
export const ruleNames: Readonly<Record<AlertRule, string>> = {
  many_files: "短时间内大量打开档案",
  outside_hours: "夜间打开或导出",
  own_surname: "集中查阅同姓儿童",
  guessing: "反复试探档案编号",
  many_readers: "多人打开同一份档案",
  break_glass: "紧急查阅封存信息",
};

type Evidence = Readonly<Record<string, unknown>>;

const sentences: Readonly<Record<AlertRule, (evidence: Evidence) => string>> = {
  many_files: ({ files, minutes }) => `${String(minutes)}分钟内打开${String(files)}份以上档案`,
  outside_hours: ({ files, exports }) => `夜间（22时至6时）打开${String(files)}份档案、导出${String(exports)}次`,
  own_surname: ({ files, of, searches }) =>
    `打开的${String(of)}份档案中有${String(files)}份与本人同姓，以本姓查找${String(searches)}次`,
  guessing: ({ ids, minutes }) => `${String(minutes)}分钟内尝试打开${String(ids)}个以上不存在或不在工作范围内的档案`,
  break_glass: ({ purpose }) =>
    `未在办案人员之列，紧急查阅了封存信息（目的：${purposeNames[purpose as Purpose] ?? "未说明"}）`,
  many_readers: ({ people, days }) => `${String(days)}天内有${String(people)}人打开同一份档案`,
};

/** What was unusual, as a sentence. */
export const alertText = (rule: AlertRule, evidence: Evidence): string => sentences[rule](evidence);

export const faultNames = {
  changed: "内容被改动",
  missing: "缺少记录",
  added: "多出记录",
  moved: "次序被调换",
  block: "封存区块被改动或与上一区块不相接",
  tail: "末尾与封存现状不符（可能被截断）",
} as const;
