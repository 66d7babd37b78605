import { draftKey, readDraft } from "../draft.ts";
import type { Answers } from "./question.ts";

/* A visit that is still being filled in, as other pages know of it. */

export const visitKey = (personId: string, childId: string): string => draftKey(personId, `visit.${childId}`);

/** Out of this visit the child was reported: kept beside its form, and gone with it. */
export const reportedKey = (personId: string, childId: string): string => draftKey(personId, `reported.${childId}`);

/** What it has answered so far. */
export const answersOf = (personId: string, childId: string): Answers =>
  (readDraft(visitKey(personId, childId)) as { filling?: { answers: Answers } } | undefined)?.filling?.answers ?? {};
