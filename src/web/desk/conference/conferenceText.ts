import {
  type ConferenceLine, type DecisionShown, decisionStages, type Outcome, outcomes, stages,
} from "#capabilities/conference/words.ts"; // prettier-ignore
import type { Day } from "#kernel/day.ts";
import { ownerText } from "../comparison/listText.ts";

/** Where it stands, in words; what is to be done now is said before anything else. */
export function stageText({ stage, outcome, toReview, day }: Pick<ConferenceLine, "stage" | "outcome" | "toReview" | "day">, today: Day): string {
  if (stage === "closed") return outcomes[outcome as Outcome] ?? stages.closed;
  if (toReview) return "待评估";
  if (stage === "called" && day < today) return "已过会期，待记纪要";
  return stages[stage];
} // prettier-ignore

/** Whose a decision is. */
export const decisionOwner = ({ department, person }: Pick<DecisionShown, "department" | "person">): string =>
  department === null ? person || "民政工作人员" : ownerText(department);

export const decisionText = ({ stage }: Pick<DecisionShown, "stage">): string => decisionStages[stage];

export const conferencePath = ({ childId, no }: { readonly childId: string; readonly no: number }): string =>
  `conferences/${childId}/${no}`;
