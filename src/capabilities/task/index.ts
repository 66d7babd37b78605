import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, initial, type TaskState } from "./decide.ts";

export * from "./actions.ts";
export type { Task, TaskState } from "./decide.ts";
export { closeOrphans, forgetAssigned } from "./assignmentStore.ts";
export { countOpenTasks, taskProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<TaskState> = { name: "task", initial, evolve };
export { routes, type TaskWorld } from "./routes.ts";
