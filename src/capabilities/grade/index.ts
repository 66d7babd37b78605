import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, type GradeState, initial } from "./decide.ts";

export * from "./actions.ts";
export type { GradeState, GradingPolicy } from "./decide.ts";
export { gradingBy } from "./periods.ts";
export { type Profile, readProfile } from "./profile.ts";
export { gradeReaction, type PolicyFor, reassess } from "./react.ts";
export { FOREVER, standingProjection } from "./store.ts";
export { type Tracked, trackedSince } from "./tracked.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<GradeState> = { name: "grade", initial, evolve };
export { routes } from "./routes.ts";
export { type IsSealedItem, isVeiled, unveiling, veiled, veiledWord } from "./veiled.ts";
