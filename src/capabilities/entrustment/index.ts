import type { Fold } from "#platform/journal/ledger.ts";
import { type EntrustmentState, evolve, initial } from "./decide.ts";

export { doubt, end, type EntrustingWorld, keep, make, sign } from "./actions.ts";
export { doubtReaction, type EntrustmentFor } from "./react.ts";
export { routes } from "./routes.ts";
export { entrustmentOf, entrustmentProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<EntrustmentState> = { name: "entrustment", initial, evolve };
