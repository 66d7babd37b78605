import type { Day } from "#kernel/day.ts";
import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import { ABSENT, CONTRADICTED, type Frame } from "./frame.ts";
import { absentReason, addMissing, addReason, answerWithout, seen, tellAbsent, wordedOnce } from "./leaf.ts";
import { type Term, THE_DAY } from "./lexicon.ts";
import type { Reading, Remarks } from "./reading.ts";
import type { Seen, TimeFinding } from "./reason.ts";
import { NEVER, type Stamp } from "./stamp.ts";
import { type Condition, EVERY } from "./condition.ts";

/**
 * Every leaf of time is one window: yes on the days from `opens` up to, not including, `closes`, no on all others. The
 * window depends on facts alone, so it is worked out once per child, and the days at which the answer turns are its
 * two ends.
 */
export interface WindowLeaf {
  /** One or two facts of type day. */
  readonly terms: readonly [Term, ...Term[]];
  /** The same words, the same window. */
  readonly words: string;
  readonly opens: (first: Day, second: Day) => Stamp;
  readonly closes: (first: Day, second: Day) => Stamp;
  /** Days that cannot both be right: unknown, and both are asked for. */
  readonly contradicts?: (first: Day, second: Day) => boolean;
  /** The days that stand for absent ones, where one of two is enough. */
  readonly instead?: readonly [first: Day, second: Day];
  /** The answer where a fact is absent; default: what the facts' own lines in the catalogue say. */
  readonly absent?: Tri;
  readonly say: (found: TimeFinding) => string;
}

export function windowLeaf(plan: WindowLeaf, reading: Reading, notes: Remarks): Condition {
  const place = reading.window(plan.words);
  const measure = measured(plan, place);
  const absent = notes.absent ?? plan.absent;
  const [lo, hi] = marksOf(plan.terms);
  const ask: Condition["ask"] = (frame) => {
    frame.readLo |= lo;
    frame.readHi |= hi;
    if (frame.windowOf[place] !== frame.child) measure(frame);
    const opens = frame.opens[place] as Stamp;
    frame.until = NEVER;
    if (opens < 0) return opens === CONTRADICTED ? UNKNOWN : answerWithout(frame, plan.terms, absent);
    const closes = frame.closes[place] as Stamp;
    if (frame.asOf >= closes) return NO;
    frame.until = frame.asOf < opens ? opens : closes;
    return frame.asOf < opens ? NO : YES;
  };
  return { ask, tell: told(plan, reading, notes, place), parts: [], timed: EVERY };
}

/** Works out the window of the frame's child; an empty one (a term that ends before it begins) never opens. */
function measured(plan: WindowLeaf, place: number): (frame: Frame) => void {
  const [first, second = first] = plan.terms.map((term) => term.slot);
  const { instead, contradicts } = plan;
  return (frame) => {
    frame.windowOf[place] = frame.child;
    let a = frame.slots[first ?? 0] as Day | undefined;
    let b = frame.slots[second ?? 0] as Day | undefined;
    if (instead && (a !== undefined || b !== undefined)) {
      a ??= instead[0];
      b ??= instead[1];
    }
    if (a === undefined || b === undefined) {
      frame.opens[place] = ABSENT;
      return;
    }
    if (contradicts?.(a, b)) {
      frame.opens[place] = CONTRADICTED;
      return;
    }
    const opens = plan.opens(a, b);
    const closes = plan.closes(a, b);
    frame.opens[place] = opens < closes ? opens : NEVER;
    frame.closes[place] = opens < closes ? closes : NEVER;
  };
}

/** What a window's answer looks at: its facts, and the day. */
const marksOf = (terms: readonly Term[]): [lo: number, hi: number] =>
  terms.reduce(([lo, hi], term) => [lo | term.lo, hi | term.hi], [0, THE_DAY]);

function told(plan: WindowLeaf, reading: Reading, notes: Remarks, place: number): Condition["tell"] {
  const clause = notes.clause === undefined ? {} : { clause: notes.clause };
  const own = notes.absent ?? plan.absent;
  const absent = plan.terms.map((term) => absentReason(term, reading.wording, notes));
  const [first, second] = plan.terms;
  const reasonOf = wordedOnce(reading.leaf(), plan.terms, (frame, answer) => {
    const opens = frame.opens[place] as Stamp;
    const a = seen(first, frame.slots[first.slot], reading.wording);
    const b = second && seen(second, frame.slots[second.slot], reading.wording);
    const side = answer === YES ? null : frame.asOf < opens ? "before" : "after";
    const contradicted = opens === CONTRADICTED;
    const and = b ? { and: b } : {};
    const found: TimeFinding = { seen: a, ...and, asOf: frame.asOfDay, answer: answer === YES, side, contradicted };
    const say = answer === YES && notes.say !== undefined ? notes.say : plan.say(found);
    return { ...known(a, b), say, ...clause };
  });
  const [lo, hi] = marksOf(plan.terms);
  return (frame, story, answer) => {
    frame.readLo |= lo;
    frame.readHi |= hi;
    const opens = frame.opens[place] as Stamp;
    if (opens === ABSENT) {
      tellAbsent(frame, story, plan.terms, absent, answer, own);
      return;
    }
    if (opens === CONTRADICTED) for (const term of plan.terms) addMissing(story, term.spec.key);
    addReason(story, reasonOf(frame, answer));
  };
}

/** The facts that a reason rests on: an absent one decides nothing. */
function known(a: Seen, b: Seen | undefined): Seen & { readonly and?: Seen } {
  if (!b || b.value === null) return a;
  return a.value === null ? b : { ...a, and: b };
}
