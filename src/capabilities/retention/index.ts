import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type RetentionState } from "./decide.ts";

export { type Erase, type RetentionWorld } from "./actions.ts";
export { type RetentionState, requireReadable } from "./decide.ts";
export { routes } from "./routes.ts";
export { monthsOf, type Rules } from "./rules.ts";
export { openRules } from "./rulesFile.ts";
export { countDue, retentionOf, retentionProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems, shownRules, termText } from "./zh.ts";

export const fold: Fold<RetentionState> = { name: "retention", initial, evolve };
