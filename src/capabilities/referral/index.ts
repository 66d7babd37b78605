import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type ReferralState } from "./decide.ts";

export { check } from "./actions.ts";
export { toCheck } from "./decide.ts";
export type { CheckingWorld, ReferralWorld } from "./world.ts";
export type { Referral, ReferralState } from "./decide.ts";
export { askSearch, beyondSearch, lostIn, lostSinceOf } from "./search.ts";
export { routes } from "./routes.ts";
export { factsInWords, openedOf } from "./shown.ts";
export { referralProjection, referralsOf } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<ReferralState> = { name: "referral", initial, evolve };
