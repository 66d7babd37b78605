export { findLine, linesOf } from "./queries.ts";
export { type CaselistWorld, narrowed, routes } from "./routes.ts";
export { caselistProjection } from "./store.ts";
export { type CaseLine, permissions } from "./words.ts";
