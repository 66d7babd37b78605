import type { Refusal } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "task.not_found": "没有找到这项任务。",
  "task.closed": "这项任务已经办结。",
  "task.assignment_unknown": "没有找到这次交办。",
  "task.assignment_other": "只有交办的人本人可以停止或继续这次交办。",
  "task.assignment_moving": "这次交办正在进行，或已经完成，不用继续。",
  "task.assignment_forgotten": "其中一名儿童的档案已经删除，交办的内容随之删除，不能继续；需要的请另行交办。",
  "task.due_wrong": "任务的期限不能早于发现问题的日期。",
  "task.day_wrong": "办结日期 {day} 有误：不能早于发现日期，也不能晚于今天。",
};

export const history: Readonly<Record<string, string>> = { "task.opened": "发现问题", "task.closed": "办结任务" };

/** Why a child of an assignment has no task. */
export const refusalNames: Readonly<Record<Refusal, string>> = {
  closed: "已结案",
  elsewhere: "已不在本辖区",
  late: "交办时已过时限",
  fault: "档案写入出错，请联系管理员",
};
