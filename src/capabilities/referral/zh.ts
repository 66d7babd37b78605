import { type Parent, parents, type Stage, stages } from "./words.ts";

/** The parents by name; a refusal that is printed without its data says the same of nobody in particular. */
const named = (who: unknown): string =>
  Array.isArray(who) ? who.map((one: Parent) => parents[one]).join("、") : "该父母";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "referral.unknown": "没有找到这条转介。",
  "referral.route_unknown": "现行政策没有这种转介。",
  "referral.not_now": ({ stage }) => `这条转介现在是“${stages[stage as Stage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "referral.answered_since": "核实之后部门又有新的反馈，这次的核实不作数；请按新的反馈到孩子家核实。",
  "referral.open_already": "同一情形的转介（第 {no} 号）还没有办结，不必重复发送；需要催办的，请联系该部门。",
  "referral.line_unclear": "请在“办理”中选择受理、已办理或退回；已办理、退回的，还要填写结果或理由（至少两个字）。",
  "referral.search_wrong": "失联父母查找要选定查找父亲还是母亲；未查找的一方，其信息不提供。",
  "referral.search_not_lost": ({ parents: who }) => `档案没有把${named(who)}记为失联，不能请公安机关查找，也不提供其信息。确实联系不上的，请先在档案中把${named(who)}的状况记为失联，并填写失去联系起始日期。`,
  "referral.search_back_since": ({ parents: who }) => `档案现在已不再把${named(who)}记为失联，不能按“仍下落不明”办结。确实仍然联系不上的，请先更正档案；已经联系上的，请选“没有落实”，退回公安机关更正回执。`,
  "referral.day_before_lost": "登记受理日期不能早于档案记载的失去联系起始日期。受理编号、日期确实无误的，请退回转介单位，由其核对失去联系起始日期。",
  "referral.earlier_case": "登记受理日期早于收到查找申请的日期（{day}）的，请填写此前登记受理的编号；没有编号的，登记受理日期不能早于 {day}。",
  "referral.search_on_page": "失联父母查找不能用待办表办理：受理要填登记日期，回执要逐人填写。请在“收到的转介”页面上打开这一条办理。",
  "referral.search_unanswered": "失联父母查找要在页面上逐人填写回执：已找到，或者仍下落不明。",
  "referral.search_too_early": ({ day }) => typeof day === "string" ? `登记受理超过规定期限仍下落不明的，自 ${day} 起才能出具回执单；已经找到的可以随时反馈。` : "公安机关登记受理后超过规定期限仍下落不明的，才能出具回执单；请先受理。",
  "referral.origin_unknown": "这名儿童的档案里没有这项任务或者这条异常数据。",
  "referral.origin_over": "这项任务已经办结，不用再从它转介；仍然需要部门办理的，请在档案里直接转介。",
  "referral.day_wrong": "登记受理日期不能晚于今天。",
  "referral.nothing_to_give": "档案中没有可以提供的信息，请先补充姓名等基本信息。",
}; // prettier-ignore

/** The workbook for those who work offline. */
export const slipWords = {
  title: "转介待办表",
  sheet: "待办",
  choices: "选项",
  urgent: "【紧急】",
  said: ["姓名", "事项", "请办理什么", "期限", "提供的信息"],
  asked: ["办理", "办理结果或退回理由"],
  token: "校验码（请勿改动）",
  widths: [12, 24, 32, 12, 40, 10, 40, 30],
  options: ["受理", "已办理", "退回"],
} as const;

export const history: Readonly<Record<string, string>> = {
  "referral.sent": "转介部门",
  "referral.received": "部门签收转介",
  "referral.accepted": "部门受理转介",
  "referral.returned": "部门退回转介",
  "referral.answered": "部门反馈办理结果",
  "referral.checked": "回访核实转介结果",
  "referral.closed": "转介办结",
  "referral.withdrawn": "撤回转介",
};
