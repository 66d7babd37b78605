export { boardOf } from "./board.ts";
export { narrowed } from "./narrowed.ts";
export type { Titles } from "./files.ts";
export { linesFor } from "./due.ts";
export { linesOf, shareOfNames } from "./lines.ts";
export { childrenAmong, childrenWithin } from "./queries.ts";
export { type CaselistWorld, routes } from "./routes.ts";
export { caselistProjection } from "./store.ts";
export { type CaseLine, permissions } from "./words.ts";
