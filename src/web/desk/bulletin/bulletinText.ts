import { type BulletinShown, type DueLine, listKinds, stages } from "#capabilities/bulletin/words.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { isDepartment } from "#kernel/actor.ts";

export const departmentText = (department: string): string =>
  isDepartment(department) ? departmentNames[department] : department;

/** Where a list stands; one that went before it was checked says so. */
export function stageText({ stage, kind, checker, receivedOn }: BulletinShown): string {
  if (stage === "sent" && kind === "urgent" && checker === null) return "已先发送，待复核";
  if (stage === "sent") return receivedOn === null ? "已通报，待签收" : "已签收";
  return stages[stage];
}

export const nameOf = ({ kind, department }: Pick<BulletinShown, "kind" | "department">): string =>
  `${listKinds[kind]}：${departmentText(department)}`;

/** A due day in words. */
export function dueSaid({ days, lastOn }: Pick<DueLine, "days" | "lastOn">): string {
  const after = lastOn === null ? "还没有发送过" : "";
  const when = days < 0 ? `已逾期 ${-days} 天` : days === 0 ? "今天到期" : `还有 ${days} 天`;
  return after === "" ? when : `${when}，${after}`;
}
