import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type SharingState } from "./decide.ts";

export { ask, drawKey, grant, refuse, stop } from "./actions.ts";
export type { Catalogue } from "./catalogueWords.ts";
export { openCatalogue } from "./catalogueFile.ts";
export { byKey } from "./keys.ts";
export { listed } from "./reading.ts";
export { routes } from "./routes.ts";
export { sharingProjection } from "./store.ts";
export { permissions } from "./words.ts";
export type { SharingWorld } from "./world.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<SharingState> = { name: "sharing", initial, evolve };
