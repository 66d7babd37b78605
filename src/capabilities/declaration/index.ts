import type { Fold } from "#platform/journal/ledger.ts";
import { type DeclarationState, evolve, initial } from "./decide.ts";

export {
  confirm,
  declareFromPublic,
  forgetDeclarations,
  leftOf,
  openedOf,
  refuse,
  type SettlingWorld,
  waiting,
} from "./actions.ts";
export { routes } from "./routes.ts";
export { declarationProjection } from "./store.ts";
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<DeclarationState> = { name: "declaration", initial, evolve };
