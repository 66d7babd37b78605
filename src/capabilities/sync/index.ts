export { boxKeyOf } from "./box.ts";
export { placement } from "./placement.ts";
export { forgetSalvage } from "./salvage.ts";
export { routes, type SyncWorld } from "./routes.ts";
export { salvageProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { problems } from "./zh.ts";
