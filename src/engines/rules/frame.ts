import type { Day } from "#kernel/day.ts";
import type { Tri } from "./answer.ts";
import type { Facts, FactValue } from "./catalogue.ts";
import type { Term } from "./lexicon.ts";
import type { Reason } from "./reason.ts";
import { NEVER, type Stamp, stampOf } from "./stamp.ts";

/** A window that could not be computed because its fact is absent. */
export const ABSENT = -1;
/** A window that could not be computed because its facts contradict each other. */
export const CONTRADICTED = -2;
const LAST = 2 ** 30;

/**
 * One child before the questions: the facts in slots, the day, and what was worked out already. It is used again for
 * the next child, so that a plain "no" allocates nothing. Not to be shared between two askers at once.
 *
 * `until` is the second half of every answer: the first day on which it may be another one, with the same facts.
 */
export class Frame {
  readonly slots: (FactValue | undefined)[];
  asOf: Stamp = 0;
  asOfDay: Day = "";
  until: Stamp = NEVER;
  /** Counts children; a memory that carries another number is from another child. */
  child = 0;
  /** Counts children and days: what is worded for one is worded anew for the next. */
  moment = 0;

  /** Windows of time leaves: the answer is yes on days in [opens, closes). */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly windowOf: Int32Array;

  /** Answers of named conditions, good until their day. */
  readonly answers: Uint8Array;
  readonly goodUntil: Int32Array;
  readonly answerOf: Int32Array;

  /** Reasons of leaves, good at their moment: several answers rest on one leaf. */
  readonly worded: Reason[] = [];
  readonly wordedAt: Float64Array;

  readonly #keys: readonly string[];
  readonly #places: readonly number[];

  constructor(size: number, used: readonly Term[], windows: number, names: number, leaves: number) {
    this.slots = Array.from<FactValue | undefined>({ length: size });
    this.#keys = used.map((term) => term.spec.key);
    this.#places = used.map((term) => term.slot);
    this.opens = new Int32Array(windows);
    this.closes = new Int32Array(windows);
    this.windowOf = new Int32Array(windows);
    this.answers = new Uint8Array(names);
    this.goodUntil = new Int32Array(names);
    this.answerOf = new Int32Array(names);
    this.wordedAt = new Float64Array(leaves);
  }

  /** facts: of their types (facts.ts). asOf: a day that exists. */
  load(facts: Facts, asOf: Day): void {
    for (let i = 0; i < this.#keys.length; i++)
      this.slots[this.#places[i] as number] = facts[this.#keys[i] as string] ?? undefined;
    this.child = this.child < LAST ? this.child + 1 : this.#startOver();
    this.moment++;
    this.asOf = stampOf(asOf);
    this.asOfDay = asOf;
  }

  /** After a thousand million children the numbers begin again, and nothing of the old ones may be taken for new. */
  #startOver(): number {
    this.windowOf.fill(0);
    this.answerOf.fill(0);
    return 1;
  }

  /** The same child on a later day. Going back would read answers that are good only until their day. */
  advance(day: Day): void {
    const stamp = stampOf(day);
    if (stamp < this.asOf) throw new Error(`frame: ${day} lies before ${this.asOfDay}`);
    this.asOf = stamp;
    this.asOfDay = day;
    this.moment++;
  }

  /** The remembered answer of a named condition, or null. Sets until. */
  recall(name: number): Tri | null {
    const until = this.goodUntil[name] ?? 0;
    if (this.answerOf[name] !== this.child || this.asOf >= until) return null;
    this.until = until;
    return this.answers[name] as Tri;
  }

  remember(name: number, answer: Tri): void {
    this.answerOf[name] = this.child;
    this.answers[name] = answer;
    this.goodUntil[name] = this.until;
  }
}
