export { add, type AttachmentWorld, takeWhole } from "./actions.ts";
export { placement } from "./placement.ts";
export { routes } from "./routes.ts";
export { attachmentProjection, contents } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";
