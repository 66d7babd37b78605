/** What leaves the house: how a file is made to be taken along, how data are given to a department. */
export { type Holds, originsOf } from "./actions.ts";
export { fieldTitles, givenFacts, requireGiving } from "./decide.ts";
export { tidyExports } from "./folder.ts";
export { type Draw, type ExportWorld, exportAtConsole, makeExport, type Taken } from "./making.ts";
export { marksOf } from "./origin.ts";
export { routes } from "./routes.ts";
export { sendingPurpose } from "./sendingPurposes.ts";
export { type Saw, seenBy } from "./seen.ts";
export { give, type Given, giveInPortions, giveWithin, type Sending } from "./sending.ts";
export type { Progress } from "./underWay.ts";
export { keepTerm, termsOf } from "./store.ts";
export { areasNaming, forgetFiles, oweCut, oweForgotten, settleCut, settleCuts, takeBack } from "./takenBack.ts";
export { type ExportKind, exportKinds, permissions, purposeAsked, TakeAlong, Ticket } from "./words.ts";
export { kindNames, problems } from "./zh.ts";
