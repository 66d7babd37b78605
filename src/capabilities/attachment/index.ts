export { add, type AddingWorld, takeWhole, withdraw } from "./actions.ts";
export {
  arrivedBeside,
  type AttachmentWorld,
  dropBeside,
  keepBeside,
  type Kept,
  type Opened,
  openBeside,
  partsKept,
  takePartBeside,
  takeWholeBeside,
  wholeBeside,
} from "./holding.ts";
export { placement } from "./placement.ts";
export { routes } from "./routes.ts";
export { attachmentProjection, contents, photosOf } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";
