import type { Situation } from "../session.ts";

/*
 * What a visit found against what must be reported at once (强制报告意见 四): each situation of the policy names the facts
 * that may stand behind it.
 */

type Situations = readonly Situation[] | undefined;
type Answers = Readonly<Record<string, unknown>>;

const isFound = (value: unknown): boolean => value === "suspected" || value === "confirmed";

const behind = (situations: Situations): ReadonlySet<string> =>
  new Set((situations ?? []).flatMap(({ facts }) => facts ?? []));

/** Suspicion is enough. */
export const mustReport = (situations: Situations, answers: Answers): boolean => {
  const facts = behind(situations);
  return Object.entries(answers).some(([key, value]) => facts.has(key) && isFound(value));
};

/** Whether this answer finds what had not been found: what is known already does not break into a visit again. */
export const opensReport = (situations: Situations, key: string, before: unknown, value: unknown): boolean =>
  behind(situations).has(key) && isFound(value) && !isFound(before);

/** The situations that what was found may be, first; else in the order of the document. */
export function likelyFirst<One extends Pick<Situation, "facts">>(situations: readonly One[], answers: Answers): One[] {
  const isLikely = ({ facts = [] }: One): boolean => facts.some((key) => isFound(answers[key]));
  return [...situations.filter(isLikely), ...situations.filter((one) => !isLikely(one))];
}
