import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type TrainingNow } from "./decide.ts";

export { hold, own, take, type TrainingWorld } from "./actions.ts";
export { openTraining, type Training } from "./courses.ts";
export { routes } from "./routes.ts";
export { trainingProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<TrainingNow> = { name: "training", initial, evolve };
