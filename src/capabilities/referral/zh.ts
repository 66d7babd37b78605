import { type Stage, stages } from "./words.ts";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "referral.unknown": "没有找到这条转介。",
  "referral.route_unknown": "现行政策没有这种转介。",
  "referral.not_now": ({ stage }) => `这条转介现在是“${stages[stage as Stage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "referral.open_already": "同一情形的转介（第 {no} 号）还没有办结，不必重复发送；需要催办的，请联系该部门。",
  "referral.nothing_to_give": "档案中没有可以提供的信息，请先补充姓名等基本信息。",
}; // prettier-ignore

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
