import type { ReferralShown } from "#capabilities/referral/words.ts";

/** Of a referral what is needed to look whether it is so; the server tells more. */
export type Told = Pick<ReferralShown, "no" | "stage" | "steps" | "owner">;

interface Answer {
  readonly owner: string;
  readonly on: string;
  readonly text: string;
  /** How many steps it has: a later answer is another one. */
  readonly seen: number;
}

/** What the department says; undefined once nothing waits to be checked. */
export function answerIn(all: readonly Told[], no: number): Answer | undefined {
  const told = all.find((one) => one.no === no && one.stage === "answered");
  const last = told?.steps[told.steps.length - 1];
  return told && last && { owner: told.owner, on: last.on, text: last.text, seen: told.steps.length };
}
