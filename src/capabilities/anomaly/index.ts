import type { Fold } from "#platform/journal/ledger.ts";
import { type AnomalyState, evolve, initial } from "./decide.ts";

export { type AnomalyWorld, ownerName } from "./actions.ts";
export { type Anomaly, type AnomalyState, compare, type Compared } from "./decide.ts";
export { contestedListed, openedIn, ownListed, verifyListed } from "./listed.ts";
export { type Contested, contestedAfter, verify, type VerifyingWorld } from "./onFile.ts";
export { routes } from "./routes.ts";
export {
  anomaliesOf, anomalyProjection, countAnswered, countBrought, countFindings, findAnswers, findFinding, type FindingCount, findHeldChildren, findOpenOfList,
  type LineAnswer,
} from "./store.ts"; // prettier-ignore
export {
  bringUp,
  findListed,
  findRegistered,
  keepStanding,
  type Said,
  type Unregistered,
  withdrawLine,
  withdrawRaised,
  withdrawRest,
} from "./unregistered.ts";
export { type Finding, findings, permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<AnomalyState> = { name: "anomaly", initial, evolve };
