import { departmentNames } from "#capabilities/account/words.ts";
import type { ListShown } from "#capabilities/comparison/words.ts";
import { stageNames } from "#capabilities/comparison/zh.ts";
import { isDepartment } from "#kernel/actor.ts";

/** Whose list it is. */
export const ownerText = (department: string): string =>
  isDepartment(department) ? departmentNames[department] : "民政部门";

const units: Readonly<Record<string, string>> = { days: "天", months: "个月", years: "年" };

/** "30 days" as people say it. */
export const limitText = (limit: string): string => {
  const [count = "", unit = ""] = limit.split(" ");
  return `${count}${units[unit] ?? ""}`;
};

/** How far a run is, in words. */
export function farText({ stage, progress, read }: ListShown): string {
  if (stage === "reading") return `${stageNames.reading}，已读 ${read} 行`;
  return `${stageNames[stage]} ${progress}%`;
}

/** What became of a list, in a sentence. */
export function resultText(list: ListShown): string {
  switch (list.status) {
    case "running":
      return "可以离开这一页，比对会继续进行。";
    case "failed":
      return list.detail ?? "比对没有完成，请重新上传。";
    case "cancelled":
      return "已按要求停止；停止前发出的核查任务仍然有效，再次上传不会重复。";
    case "done":
      return list.raised === 0
        ? "没有新的异常数据。"
        : `新发现 ${list.raised} 条，已交所属乡镇（街道）、村（社区）核实。`;
  }
}

/** How likely two are one: never certain, since no evidence is. */
export const chanceText = (probability: number | null): string =>
  (probability ?? 0) >= 0.995 ? "99% 以上" : `${Math.round((probability ?? 0) * 100)}%`;
