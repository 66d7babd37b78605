import type { Id } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import { type Concern, type ConcernState, type Drafted, ownCase, type Present } from "./decide.ts";
import { type CloseConcern, kinds } from "./words.ts";

/**
 * Those whose own case it is or was: whoever received it first, which every other one on it came after, whoever has it now,
 * and whoever handed it on.
 */
const hadInHand = ({ team, received, moves }: Concern, person: Id): boolean =>
  [team[0], received, ...moves.map(({ by }) => by)].some((one) => one?.id === person);

/**
 * Errors: as ownCase; concern.not_handled (409) where nothing was done; concern.not_told (409) where the reporter has not
 * heard of it (未成年人保护法 11); concern.not_public, concern.spam_second (409). What somebody at the public page sent that is
 * no report at all needs neither: its reason stays, and a second person than whoever received it or handed it on has looked.
 */
export function closeConcern(state: ConcernState, command: Omit<CloseConcern, "id">, present: Present): Drafted[] {
  const concern = ownCase(state, present);
  const { steps, told, receipt } = concern;
  const { finding, reason } = command;
  if (finding === "spam") {
    if (!receipt) throw conflict("concern.not_public");
    if (hadInHand(concern, present.by.id)) throw conflict("concern.spam_second");
    return [{ kind: kinds.closed, body: { finding, reason, by: present.by } }];
  }
  if (steps.length === 0) throw conflict("concern.not_handled");
  if (told.length === 0) throw conflict("concern.not_told");
  return [{ kind: kinds.closed, body: { finding, reason, by: present.by } }];
}
