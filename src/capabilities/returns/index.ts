export { drawReturn, endOfDay, type ReturnsWorld, type Wanted } from "./actions.ts";
export type { LinkFor } from "./drill.ts";
export { html } from "./layouts/html.ts";
export { json } from "./layouts/json.ts";
export { pdf } from "./layouts/pdf.ts";
export { xlsx } from "./layouts/xlsx.ts";
export { permissions, routes } from "./routes.ts";
export { problems } from "./zh.ts";
