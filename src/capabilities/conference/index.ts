import type { Actor } from "#kernel/actor.ts";
import type { Fold } from "#platform/journal/ledger.ts";
import { type ConferenceState, evolve, initial } from "./decide.ts";

export type { ConferenceState } from "./decide.ts";
export { limitOn, limitWithin } from "./limit.ts";
export { conferenceProjection, conferencesOf } from "./project.ts";
export { routes } from "./routes.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

/** What is said at a conference about a family stands in the time line for those who may read conferences. */
export const readsEntry =
  (allows: (actor: Actor, permission: string) => boolean) =>
  (actor: Actor, kind: string): boolean =>
    !kind.startsWith("conference.") || allows(actor, "conference.read");

export const fold: Fold<ConferenceState> = { name: "conference", initial, evolve };
