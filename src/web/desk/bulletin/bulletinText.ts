import { type BulletinShown, listKinds, stages } from "#capabilities/bulletin/words.ts";
import { departmentText } from "./dueText.ts";

/** Where a list stands; one that went before it was checked says so. */
export function stageText({ stage, kind, checker, receivedOn }: BulletinShown): string {
  if (stage === "sent" && kind === "urgent" && checker === null) return "已先发送，待复核";
  if (stage === "sent") return receivedOn === null ? "已通报，待签收" : "已签收";
  return stages[stage];
}

export const nameOf = ({ kind, department }: Pick<BulletinShown, "kind" | "department">): string =>
  `${listKinds[kind]}：${departmentText(department)}`;
