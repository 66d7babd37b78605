import type { Fold } from "#platform/journal/ledger.ts";
import { type ConcernState, evolve, initial } from "./decide.ts";

export {
  close,
  type ConcernWorld,
  forgetConcerns,
  handle,
  receive,
  report,
  type ReportingWorld,
  supplement,
  tell,
} from "./actions.ts";
export { figures, ownStates } from "./reading.ts";
export { attach, takeWhole } from "./pictures.ts";
export {
  admit,
  digestOf,
  receiptOf,
  type ReceivingWorld,
  reportFromPublic,
  requireServed,
  somebody,
} from "./publicly.ts";
export { routes } from "./routes.ts";
export { concernProjection } from "./store.ts";
export { type ConcernFigure, permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<ConcernState> = { name: "concern", initial, evolve };
