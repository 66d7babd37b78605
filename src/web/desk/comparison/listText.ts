import { departmentNames } from "#capabilities/account/words.ts";
import { type Finding, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import type { Findings, ListShown } from "#capabilities/comparison/words.ts";
import { stageNames, withdrawalNames } from "#capabilities/comparison/zh.ts";
import { isDepartment } from "#kernel/actor.ts";
import { minuteText } from "../../ui/dayText.ts";

type Found = Findings["findings"][number];

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

/** Who took it back, when, and why. */
const withdrawnText = ({ withdrawnBy, withdrawnAt, withdrawnFor }: ListShown): string => {
  const why = withdrawnFor === null ? "" : `（${withdrawalNames[withdrawnFor]}）`;
  return `${withdrawnBy ?? ""}于${withdrawnAt === null ? "" : minuteText(withdrawnAt)}撤回${why}；没有核实的核查任务已撤销，以下计数是撤回前的。`;
};

/** What became of a list, in a sentence. */
export function resultText(list: ListShown): string {
  switch (list.status) {
    case "running":
      return "可以离开这一页，会继续进行。";
    case "failed":
      return list.detail ?? "比对没有完成，请重新上传。";
    case "held":
      return "还没有形成核查任务，请先确认名单是否完整；超过 30 天没有确认的不再形成任务。";
    case "cancelled":
      return list.raised === 0
        ? "已停止，没有形成核查任务。"
        : "已按要求停止；停止前发出的核查任务仍然有效，再次上传不会重复。";
    case "withdrawn":
      return withdrawnText(list);
    case "done":
      return list.raised === 0
        ? "没有新的异常数据。"
        : `新发现 ${list.raised} 条，已交所属乡镇（街道）、村（社区）核实。`;
  }
}

/** Of one kind of finding: how many there are, and what became of them; the parts add up. */
export function foundText({ finding, all, open, ...answered }: Found): string {
  const parts = [
    ["待核实", open],
    ...Object.entries(verdicts).map(([verdict, word]) => [word, answered[verdict as Verdict]]),
    ["已一致、撤销", answered.withdrawn],
  ].filter(([, count]) => count !== 0);
  return `${findings[finding as Finding]} ${all} 条（${parts.map((part) => part.join(" ")).join("，")}）`;
}

/** The rest, of which the reader sees no line: why not. */
export const unseenTexts = ({ missing, away, later }: Findings["unseen"]): string[] =>
  [
    [
      missing,
      `另有 ${missing} 条是台账上的儿童应在名单上而没有（${findings.missing}），由民政部门核实，属实的以转介告知贵部门`,
    ] as const,
    [away, `另有 ${away} 条在现管辖范围以外`] as const,
    [later, `另有 ${later} 条此后的名单又报，记在那份名单下，或者档案已删除`] as const,
  ].flatMap(([count, text]) => (count > 0 ? [text] : []));

/** How likely two are one: never certain, since no evidence is. */
export const chanceText = (probability: number | null): string =>
  (probability ?? 0) >= 0.995 ? "99% 以上" : `${Math.round((probability ?? 0) * 100)}%`;
