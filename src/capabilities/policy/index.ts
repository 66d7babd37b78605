/** The front door: what others may call. */
export type { Comparison, ListQuestion } from "./comparisons.ts";
export { openCalendar } from "./calendarFile.ts";
export { compilePolicy, type Policy } from "./decide.ts";
export type { CategoryAnswer, Decision, Grade, GroundAnswer, KindAnswer, Span } from "./decision.ts";
export { type LevelChange, levelChanges } from "./levelChanges.ts";
export type { Reasons } from "./explain.ts";
export type { CareSigner, CareTerms, Entrustment } from "./entrustments.ts";
export { noEntrustment } from "./entrustments.ts";
export type { BulletinItem } from "./bulletins.ts";
export type { ReferralRoute } from "./referrals.ts";
export type { Kept, ReadFacts } from "./judged.ts";
export { evidenceTurns, rememberedPolicies } from "./remembered.ts";
export { Shelf } from "./shelf.ts";
export type { ConcernLimit, Hotline, Reporter, Situation } from "./situations.ts";
export { readHouseFile } from "./houseFile.ts";
export { defaultFolder, openShelf } from "./store.ts";
export type {
  Block,
  Category,
  ComparisonItem,
  Deadline,
  Escalation,
  Ground,
  Ledger,
  Level,
  Measure,
  Measures,
  Pack,
  Return,
  Rhythm,
  Row,
  Terms,
} from "./words.ts";
export { faultText, packName, problems, problemText } from "./zh.ts";
export { permissions, routes } from "./routes.ts";
export type { RehearsalWorld } from "./rehearsing.ts";
export { emptyRehearsal, type Moved, rehearseChild, type Rehearsal } from "./rehearse.ts";
