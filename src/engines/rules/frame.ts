import type { Day } from "#kernel/day.ts";
import type { Tri } from "./answer.ts";
import type { Facts, FactValue } from "./catalogue.ts";
import { type Term, THE_DAY } from "./lexicon.ts";
import type { Reason } from "./reason.ts";
import { NEVER, type Stamp, stampOf } from "./stamp.ts";

/** A window that could not be computed because its fact is absent. */
export const ABSENT = -1;
/** A window that could not be computed because its facts contradict each other. */
export const CONTRADICTED = -2;
const LAST = 2 ** 30;

/** What a leaf has found: the value of its fact, or the values of its two in one text. */
export type Finding = string | number | boolean;

/** Reasons are kept for so many different findings; then the keeping begins anew. */
const MOST_REASONS = 20_000;

/**
 * One child before the questions: the facts in slots, the day, and what was worked out already. It is used again for
 * the next child, so that a plain "no" allocates nothing. Not to be shared between two askers at once.
 *
 * `until` is the second half of every answer: the first day on which it may be another one, with the same facts.
 *
 * `readLo` and `readHi` are the third: the marks of the facts that the answer has looked at. An answer that has looked
 * at nothing in which the next child differs is the next child's too, and most answers of most children are: no risk,
 * no disability, no imprisonment. Every leaf adds its marks, and THE_DAY where it looks at the day.
 */
export class Frame {
  readonly slots: (FactValue | undefined)[];
  asOf: Stamp = 0;
  asOfDay: Day = "";
  until: Stamp = NEVER;
  readLo = 0;
  readHi = 0;
  /** The marks of what differs from the child for whom the board was asked last; at first, everything. */
  changedLo = -1;
  changedHi = -1;
  /** Counts children; a window that carries another number is from another child. */
  child = 0;

  /** Windows of time leaves: the answer is yes on days in [opens, closes). */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly windowOf: Int32Array;

  /** Answers of named conditions, good until their day and as long as nothing changes that they have looked at. */
  readonly #answers: Uint8Array;
  readonly #goodUntil: Int32Array;
  readonly #lookedLo: Int32Array;
  readonly #lookedHi: Int32Array;

  /** Reasons of leaves by what was found, all of one day: many children share a birthday, more a school and a state. */
  readonly #reasons: Map<Finding, Reason>[];
  readonly #latest: Reason[] = [];
  readonly #latestAt: Float64Array;
  /** Counts children and days. */
  #moment = 0;
  #reasonsOn: Stamp = 0;
  #reasonsKept = 0;

  readonly #used: readonly Term[];
  readonly #terms: ReadonlyMap<string, Term>;
  /** The child for whom each slot was given last. */
  readonly #givenTo: Int32Array;

  constructor(size: number, used: readonly Term[], windows: number, names: number, leaves: number) {
    this.slots = Array.from<FactValue | undefined>({ length: size });
    this.#used = used;
    this.#terms = new Map(used.map((term) => [term.spec.key, term]));
    this.#givenTo = new Int32Array(size);
    this.opens = new Int32Array(windows);
    this.closes = new Int32Array(windows);
    this.windowOf = new Int32Array(windows);
    this.#answers = new Uint8Array(names);
    this.#goodUntil = new Int32Array(names);
    this.#lookedLo = new Int32Array(names);
    this.#lookedHi = new Int32Array(names);
    this.#latestAt = new Float64Array(leaves);
    this.#reasons = Array.from({ length: leaves }, () => new Map<Finding, Reason>());
  }

  /** facts: of their types (facts.ts); keys that no condition names are passed over. asOf: a day that exists. */
  load(facts: Facts, asOf: Day): void {
    this.child = this.child < LAST ? this.child + 1 : this.#startOver();
    let [lo, hi] = [0, THE_DAY];
    // one by one as they are written: a child's facts are many, but looking for those that are not there takes longer
    for (const key in facts) {
      const term = this.#terms.get(key);
      if (!term) continue;
      this.#givenTo[term.slot] = this.child;
      const value = facts[key] ?? undefined;
      const before = this.slots[term.slot];
      if (value === before || (typeof value === "object" && isSameSet(value, before))) continue;
      this.slots[term.slot] = value;
      lo |= term.lo;
      hi |= term.hi;
    }
    for (const { slot, lo: low, hi: high } of this.#used) {
      if (this.#givenTo[slot] === this.child || this.slots[slot] === undefined) continue;
      this.slots[slot] = undefined;
      lo |= low;
      hi |= high;
    }
    this.#forget(lo, hi);
    this.changedLo |= lo;
    this.changedHi |= hi;
    this.asOf = stampOf(asOf);
    this.asOfDay = asOf;
    this.#moment++;
  }

  #forget(lo: number, hi: number): void {
    for (let name = 0; name < this.#goodUntil.length; name++) {
      const common = ((this.#lookedLo[name] as number) & lo) | ((this.#lookedHi[name] as number) & hi);
      if (common !== 0) this.#goodUntil[name] = 0;
    }
  }

  /** After a thousand million children the numbers begin again, and no window of the old ones may be taken for new. */
  #startOver(): number {
    this.windowOf.fill(0);
    this.#givenTo.fill(0);
    return 1;
  }

  /** The same child on a later day. Going back would read answers that are good only until their day. */
  advance(day: Day): void {
    const stamp = stampOf(day);
    if (stamp < this.asOf) throw new Error(`frame: ${day} lies before ${this.asOfDay}`);
    this.asOf = stamp;
    this.asOfDay = day;
    this.#moment++;
  }

  /** The remembered answer of a named condition, or null. Sets until, adds what it has looked at. */
  recall(name: number): Tri | null {
    const until = this.#goodUntil[name] as Stamp;
    if (this.asOf >= until) return null;
    this.until = until;
    this.readLo |= this.#lookedLo[name] as number;
    this.readHi |= this.#lookedHi[name] as number;
    return this.#answers[name] as Tri;
  }

  /** Remembers an answer that has looked at what `readLo` and `readHi` say. */
  remember(name: number, answer: Tri): void {
    this.#answers[name] = answer;
    this.#goodUntil[name] = this.until;
    this.#lookedLo[name] = this.readLo;
    this.#lookedHi[name] = this.readHi;
  }

  /** The reason of the leaf at a place, where this child's was asked for on this day already: several answers rest on it. */
  wordedNow(place: number): Reason | undefined {
    return this.#latestAt[place] === this.#moment ? this.#latest[place] : undefined;
  }

  /** The reason of the leaf at a place, worded once for each finding and day. */
  worded(place: number, finding: Finding, word: () => Reason): Reason {
    if (this.#reasonsOn !== this.asOf || this.#reasonsKept >= MOST_REASONS) this.#forgetReasons();
    const kept = this.#reasons[place] as Map<Finding, Reason>;
    let reason = kept.get(finding);
    if (!reason) {
      kept.set(finding, (reason = Object.freeze(word())));
      this.#reasonsKept++;
    }
    this.#latest[place] = reason;
    this.#latestAt[place] = this.#moment;
    return reason;
  }

  #forgetReasons(): void {
    for (const kept of this.#reasons) kept.clear();
    this.#reasonsOn = this.asOf;
    this.#reasonsKept = 0;
  }
}

/** Sets are read anew for each child: the same codes are the same value. */
function isSameSet(value: readonly string[], before: FactValue | undefined): boolean {
  if (typeof before !== "object" || before.length !== value.length) return false;
  for (let i = 0; i < value.length; i++) if (value[i] !== before[i]) return false;
  return true;
}
