export const problems: Readonly<Record<string, string>> = {
  "task.not_found": "没有找到这项任务。",
  "task.closed": "这项任务已经办结。",
  "task.files_closed": "所选儿童中有 {count} 人已结案，没有交办任何人。请取消选择后再交办。",
  "task.due_wrong": "任务的期限不能早于发现问题的日期。",
  "task.day_wrong": "办结日期 {day} 有误：不能早于发现日期，也不能晚于今天。",
};

export const history: Readonly<Record<string, string>> = { "task.opened": "发现问题", "task.closed": "办结任务" };
