import type { Fold } from "#platform/journal/ledger.ts";
import { type BulletinState, evolve, initial } from "./decide.ts";

export { check, compose, forgetUrgent, submit, urge } from "./actions.ts";
export { contents } from "./drafts.ts";
export { help, receive, told } from "./inbox.ts";
export { routes } from "./routes.ts";
export { bulletinProjection, toldProjection } from "./store.ts";
export { holds } from "./workbook.ts";
export { permissions } from "./words.ts";
export type { BulletinWorld } from "./world.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<BulletinState> = { name: "bulletin", initial, evolve };
