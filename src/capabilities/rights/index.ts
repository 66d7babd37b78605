import type { Actor } from "#kernel/actor.ts";
import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type RightsState } from "./decide.ts";
import { kinds } from "./words.ts";

export type { RightsWorld } from "./actions.ts";
export type { RightsState } from "./decide.ts";
export { routes } from "./routes.ts";
export { rightsProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

const requests: ReadonlySet<string> = new Set(Object.values(kinds));

/** Who asks for a child's data, by which paper, and what came of it is for whoever handles requests: others see that there was one. */
export const readsEntry =
  (allows: (actor: Actor, permission: string) => boolean) =>
  (actor: Actor, kind: string): boolean =>
    !requests.has(kind) || allows(actor, "rights.read");

export const fold: Fold<RightsState> = { name: "rights", initial, evolve };
