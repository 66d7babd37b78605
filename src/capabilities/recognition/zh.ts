import { type Stage, stages } from "./words.ts";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "recognition.unknown": "没有找到这项认定申请。",
  "recognition.kind_unknown": "现行政策没有这种认定。",
  "recognition.not_now": ({ stage }) => `这项认定现在是“${stages[stage as Stage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "recognition.open_already": "这名儿童的同一认定（第 {no} 号）还没有办结。",
}; // prettier-ignore

export const history: Readonly<Record<string, string>> = {
  "recognition.asked": "申请认定",
  "recognition.verified": "乡镇查验认定申请",
  "recognition.confirmed": "县级确认认定",
  "recognition.refused": "县级不予认定",
  "recognition.withdrawn": "撤回认定申请",
};
