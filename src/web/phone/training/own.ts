import type { OwnTraining } from "#capabilities/training/words.ts";

/** With the courses of which a sheet lies in the outbox; a phone that keeps nothing has none. */
export interface OwnTrainingHere extends OwnTraining {
  readonly waiting?: readonly string[];
}
