/** What a condition answers, as a number: the machine asks tens of millions of times. */
export const NO = 0;
export const YES = 1;
export const UNKNOWN = 2;
export type Tri = typeof NO | typeof YES | typeof UNKNOWN;

/** The same for people and programs. */
export type Answer = "no" | "yes" | "unknown";

const words: readonly [Answer, Answer, Answer] = ["no", "yes", "unknown"];

export const answerOf = (tri: Tri): Answer => words[tri];
