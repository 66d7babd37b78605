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
 * going on in time asks again only what may have changed; and at which facts it has looked, so that the next child is
 * asked only what may be another answer. One board for one frame.
 */
export class Board {
  readonly answers: Uint8Array;
  readonly #until: Int32Array;
  readonly #lookedLo: Int32Array;
  readonly #lookedHi: Int32Array;
  /** What was said of a question, with what the saying has looked at. */
  readonly #said: (object | undefined)[] = [];
  readonly #saidLo: Int32Array;
  readonly #saidHi: Int32Array;
  readonly #asks: readonly Condition["ask"][];
  readonly #onlyIf: Int32Array;

  constructor(questions: readonly Question[]) {
    this.answers = new Uint8Array(questions.length);
    this.#until = new Int32Array(questions.length);
    this.#lookedLo = new Int32Array(questions.length).fill(-1);
    this.#lookedHi = new Int32Array(questions.length).fill(-1);
    this.#saidLo = new Int32Array(questions.length);
    this.#saidHi = new Int32Array(questions.length);
    this.#asks = questions.map((question) => question.condition.ask);
    this.#onlyIf = Int32Array.from(questions, (question) => question.onlyIf ?? -1);
  }

  /** Answers everything for the child and day of the frame. */
  askAll(frame: Frame): void {
    const { changedLo: lo, changedHi: hi } = frame;
    for (let i = 0; i < this.#asks.length; i++) {
      if ((((this.#lookedLo[i] as number) & lo) | ((this.#lookedHi[i] as number) & hi)) !== 0) this.#until[i] = 0;
      if ((((this.#saidLo[i] as number) & lo) | ((this.#saidHi[i] as number) & hi)) !== 0) this.#said[i] = undefined;
    }
    this.askAgain(frame);
    frame.changedLo = 0;
    frame.changedHi = 0;
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

  /** A question under a guard has looked at what the guard has looked at; guards stand before it. */
  #ask(i: number, frame: Frame): void {
    const guard = this.#onlyIf[i] as number;
    const guardUntil = guard < 0 ? NEVER : (this.#until[guard] as Stamp);
    frame.readLo = guard < 0 ? 0 : (this.#lookedLo[guard] as number);
    frame.readHi = guard < 0 ? 0 : (this.#lookedHi[guard] as number);
    if (guard >= 0 && this.answers[guard] !== YES) {
      this.answers[i] = NO;
      this.#until[i] = guardUntil;
    } else {
      this.answers[i] = (this.#asks[i] as Condition["ask"])(frame);
      this.#until[i] = frame.until < guardUntil ? frame.until : guardUntil;
    }
    this.#lookedLo[i] = frame.readLo;
    this.#lookedHi[i] = frame.readHi;
  }

  at(i: number): Tri {
    return this.answers[i] as Tri;
  }

  /**
   * What is said of a question, as `say` says it: not said anew while nothing changes at which it has looked. To be asked
   * only for what depends on nothing else.
   */
  said<Said extends object>(i: number, frame: Frame, say: () => Said): Said {
    const known = this.#said[i] as Said | undefined;
    if (known) return known;
    frame.readLo = 0;
    frame.readHi = 0;
    const said = say();
    this.#said[i] = said;
    this.#saidLo[i] = frame.readLo;
    this.#saidHi[i] = frame.readHi;
    return said;
  }

  /** The first day on which any answer may be another one; NEVER where time changes nothing. */
  border(): Stamp {
    let first = NEVER;
    for (let i = 0; i < this.#until.length; i++) first = Math.min(first, this.#until[i] as Stamp);
    return first;
  }
}
