import { NO, type Tri, YES } from "./answer.ts";
import type { Frame } from "./frame.ts";
import { NEVER, type Stamp } from "./stamp.ts";
import type { Condition } from "./condition.ts";

/** One line of the board: a condition, asked only where the line `onlyIf` (an earlier one) answers yes. */
export interface Question {
  readonly condition: Condition;
  readonly onlyIf?: number;
}

/**
 * All questions of a policy and their present answers for one child. Each answer knows until when it stands, so that
 * going on in time asks again only what may have changed.
 */
export class Board {
  readonly answers: Uint8Array;
  readonly #until: Int32Array;
  readonly #asks: readonly Condition["ask"][];
  readonly #onlyIf: Int32Array;

  constructor(questions: readonly Question[]) {
    this.answers = new Uint8Array(questions.length);
    this.#until = new Int32Array(questions.length);
    this.#asks = questions.map((question) => question.condition.ask);
    this.#onlyIf = Int32Array.from(questions, (question) => question.onlyIf ?? -1);
  }

  /** Answers everything for the child and day of the frame. */
  askAll(frame: Frame): void {
    this.#until.fill(0);
    this.askAgain(frame);
  }

  /** Answers again what does not stand any more on the frame's day; true where an answer became another one. */
  askAgain(frame: Frame): boolean {
    let changed = false;
    for (let i = 0; i < this.#asks.length; i++) {
      if ((this.#until[i] as Stamp) > frame.asOf) continue;
      const before = this.answers[i];
      this.#ask(i, frame);
      if (this.answers[i] !== before) changed = true;
    }
    return changed;
  }

  #ask(i: number, frame: Frame): void {
    const guard = this.#onlyIf[i] as number;
    const guardUntil = guard < 0 ? NEVER : (this.#until[guard] as Stamp);
    if (guard >= 0 && this.answers[guard] !== YES) {
      this.answers[i] = NO;
      this.#until[i] = guardUntil;
      return;
    }
    const ask = this.#asks[i] as Condition["ask"];
    this.answers[i] = ask(frame);
    this.#until[i] = frame.until < guardUntil ? frame.until : guardUntil;
  }

  at(i: number): Tri {
    return this.answers[i] as Tri;
  }

  /** The first day on which any answer may be another one; NEVER where time changes nothing. */
  border(): Stamp {
    let first = NEVER;
    for (let i = 0; i < this.#until.length; i++) first = Math.min(first, this.#until[i] as Stamp);
    return first;
  }
}
