import type { Actor } from "#kernel/actor.ts";
import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type VisitState } from "./decide.ts";
import { kinds } from "./words.ts";

export * from "./actions.ts";
export type { VisitState } from "./decide.ts";
export { visitProjection, visitsByMonth } from "./store.ts";
export { permissions, visitKinds } from "./words.ts";
export { history, problems } from "./zh.ts";

/** A township sees that a visit has a place, not which one: nothing tells it where somebody is. */
export const readsEntry = ({ post }: Actor, kind: string): boolean =>
  kind !== kinds.placed || post === "director" || post === "county";

export const fold: Fold<VisitState> = { name: "visit", initial, evolve };
export { routes, type VisitWorld } from "./routes.ts";
