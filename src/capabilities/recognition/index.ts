import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type RecognitionState } from "./decide.ts";

export { routes } from "./routes.ts";
export { recognitionProjection, recognitionsOf } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<RecognitionState> = { name: "recognition", initial, evolve };
