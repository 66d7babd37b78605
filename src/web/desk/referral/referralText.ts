import { outcomes, type Outcome, type ReferralLine, stages } from "#capabilities/referral/words.ts";
import type { Day } from "#kernel/day.ts";

/** Where it stands, in words; an ended one says how it ended. */
export const stageText = ({ stage, outcome }: Pick<ReferralLine, "stage" | "outcome">): string =>
  stage === "closed" && outcome !== null ? (outcomes[outcome as Outcome] ?? stages[stage]) : stages[stage];

/** What a day says beside itself: that the next level sees it, or that it comes near. */
export function limitNote({ climbsOn, remindOn, due }: Pick<ReferralLine, "climbsOn" | "remindOn" | "due">, today: Day): string {
  if (climbsOn !== null && climbsOn <= today) return "已报上一级";
  if (remindOn !== null && remindOn <= today && due !== null && due >= today) return "临近期限";
  return "";
} // prettier-ignore

/** A limit in working days: 0 is the day itself. */
export const workdaysText = (count: number): string => (count === 0 ? "当日" : `${count}个工作日`);

export const assumedText = (years: readonly number[]): string =>
  years.length === 0 ? "" : `${years.join("、")}年的放假安排还没有载入，按周一至周五计算`;
