/** Departments' lists held against the ledger: what others may call. */
export { forgetChild } from "./forget.ts";
export { countDueLines, dropDueLines, type DueLines } from "./keeping.ts";
export { ownerName, titlesOf } from "./owners.ts";
export { keepLists } from "./clock.ts";
export { routes } from "./routes.ts";
export { sourceWorldOf } from "./sources.ts";
export { listsEnded, resumeRuns } from "./queue.ts";
export { startList } from "./actions.ts";
export { type ComparisonWorld, worldOf } from "./run.ts";
export { listFolder } from "./upload.ts";
export { permissions } from "./words.ts";
export { problems } from "./zh.ts";
