import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type NoticeState } from "./decide.ts";

export { type NoticeWorld, own, read, send } from "./actions.ts";
export { routes } from "./routes.ts";
export { noticeProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<NoticeState> = { name: "notice", initial, evolve };
