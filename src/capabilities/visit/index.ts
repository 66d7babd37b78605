import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type VisitState } from "./decide.ts";

export * from "./actions.ts";
export type { VisitState } from "./decide.ts";
export { visitProjection, visitsByMonth } from "./store.ts";
export { permissions, visitKinds } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<VisitState> = { name: "visit", initial, evolve };
export { routes, type VisitWorld } from "./routes.ts";
