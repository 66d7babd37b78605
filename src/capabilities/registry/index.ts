import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, type FileState, initial } from "./decide.ts";
import { packing } from "./packing.ts";

export * from "./actions.ts";
export { type FileState, recordFacts, registerChild } from "./decide.ts";
export { contactProjection, findByDigests, findSharing, soughtDigests } from "./contacts.ts";
export { alike, identityKeys, numberDigests } from "./identity.ts";
export { type Intake, type IntakeRow, type Outcome, takeInAll } from "./intake.ts";
export { packing } from "./packing.ts";
export { identityProjection } from "./store.ts";
export { findMoved } from "./moved.ts";
export { openFactsWithin } from "./openFacts.ts";
export { valuesOf } from "./values.ts";
export { isNumber, isOnCase, isSealed, isSensitive, withoutSealed } from "./sealed.ts";
export { areaCodes, maskedText, maskedValues, openedKeys, showFacts, tracedFields, unsealedValues, valueText } from "./view.ts"; // prettier-ignore
export { permissions } from "./words.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<FileState> = { name: "registry", initial, evolve, packing };
export { findFile, findSubject, type RegistryWorld, routes, Stored, stored } from "./routes.ts";
export { identityFacts } from "./identity.ts";
