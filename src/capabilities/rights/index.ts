import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type RightsState } from "./decide.ts";

export type { RightsWorld } from "./actions.ts";
export type { RightsState } from "./decide.ts";
export { routes } from "./routes.ts";
export { rightsProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<RightsState> = { name: "rights", initial, evolve };
