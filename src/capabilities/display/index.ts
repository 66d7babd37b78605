export type { DisplayWorld } from "./actions.ts";
export { routes } from "./routes.ts";
export { permissions } from "./words.ts";
export { problems } from "./zh.ts";
