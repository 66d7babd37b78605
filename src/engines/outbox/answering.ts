import type { Id } from "#kernel/id.ts";
import { type Answer, PASSED_ON } from "./outbox.ts";

/** One command of a batch, as far as its order matters. */
export interface Ordered {
  readonly id: Id;
  readonly needs: readonly Id[];
}

/**
 * The server's side of a batch: one answer for each item, in order. After an item that could not be done just now
 * nothing further is done, so that no later item overtakes it; an item that needs a refused one is held, but where the server
 * has kept that one.
 *
 * perform: stores one command or refuses it; what it throws is a bug and goes up.
 */
export async function answerInOrder<C extends Ordered, A extends Answer>(
  batch: readonly C[],
  perform: (command: C) => Promise<A>,
): Promise<(A | Answer)[]> {
  const answers: (A | Answer)[] = [];
  const stuck = new Set<Id>();
  let stopped = false;
  for (const command of batch) {
    const answer = stopped
      ? ({ id: command.id, kind: "later" } as const)
      : command.needs.some((id) => stuck.has(id))
        ? ({ id: command.id, kind: "held" } as const)
        : await perform(command);
    if (answer.kind === "later") stopped = true;
    const isKept = answer.kind === "refused" && answer.code === PASSED_ON;
    if ((answer.kind === "refused" && !isKept) || answer.kind === "held") stuck.add(command.id);
    answers.push(answer);
  }
  return answers;
}
