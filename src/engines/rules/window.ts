import type { Day } from "#kernel/day.ts";
import { NO, type Tri, YES } from "./answer.ts";
import { ABSENT, type Frame } from "./frame.ts";
import { absentReason, addReason, answerWithout, seen, tellAbsent } from "./leaf.ts";
import type { Term } from "./lexicon.ts";
import type { Reading } from "./reading.ts";
import type { TimeFinding } from "./reason.ts";
import { NEVER, type Stamp } from "./stamp.ts";
import type { Condition } from "./condition.ts";

/**
 * Every leaf of time is one window: yes on the days from `opens` up to, not including, `closes`, no on all others. The
 * window depends on facts alone, so it is worked out once per child, and the days at which the answer turns are its
 * two ends.
 */
export interface WindowLeaf {
  /** One or two facts of type day. */
  readonly terms: readonly Term[];
  /** The same words, the same window. */
  readonly words: string;
  readonly opens: (first: Day, second: Day) => Stamp;
  readonly closes: (first: Day, second: Day) => Stamp;
  /** The answer where a fact is absent; default: what the facts' own lines in the catalogue say. */
  readonly absent?: Tri;
  readonly say: (found: TimeFinding) => string;
}

export function windowLeaf(plan: WindowLeaf, reading: Reading, notes: { clause?: string; say?: string }): Condition {
  const place = reading.window(plan.words);
  const measure = measured(plan, place);
  const ask: Condition["ask"] = (frame) => {
    if (frame.windowOf[place] !== frame.child) measure(frame);
    const opens = frame.opens[place] as Stamp;
    frame.until = NEVER;
    if (opens === ABSENT) return plan.absent ?? answerWithout(frame, plan.terms);
    const closes = frame.closes[place] as Stamp;
    if (frame.asOf >= closes) return NO;
    frame.until = frame.asOf < opens ? opens : closes;
    return frame.asOf < opens ? NO : YES;
  };
  return { ask, tell: told(plan, reading, notes, place), parts: [] };
}

/** Works out the window of the frame's child; an empty one (a term that ends before it begins) never opens. */
function measured(plan: WindowLeaf, place: number): (frame: Frame) => void {
  const [first, second = first] = plan.terms.map((term) => term.slot);
  return (frame) => {
    frame.windowOf[place] = frame.child;
    const a = frame.slots[first ?? 0] as Day | undefined;
    const b = frame.slots[second ?? 0] as Day | undefined;
    if (a === undefined || b === undefined) {
      frame.opens[place] = ABSENT;
      return;
    }
    const [opens, closes] = [plan.opens(a, b), plan.closes(a, b)];
    frame.opens[place] = opens < closes ? opens : NEVER;
    frame.closes[place] = opens < closes ? closes : NEVER;
  };
}

function told(
  plan: WindowLeaf,
  reading: Reading,
  notes: { clause?: string; say?: string },
  place: number,
): Condition["tell"] {
  const clause = notes.clause === undefined ? {} : { clause: notes.clause };
  const absent = plan.terms.map((term) => absentReason(term, reading.wording, notes.clause));
  return (frame, story, answer) => {
    if (frame.opens[place] === ABSENT) {
      tellAbsent(frame, story, plan.terms, absent, answer);
      return;
    }
    const [a, b] = plan.terms.map((term) => seen(term, frame.slots[term.slot], reading.wording));
    if (!a) return;
    const side = answer === YES ? null : frame.asOf < (frame.opens[place] as Stamp) ? "before" : "after";
    const and = b ? { and: b } : {};
    const found: TimeFinding = { seen: a, ...and, asOf: frame.asOfDay, answer: answer === YES, side };
    const say = answer === YES && notes.say !== undefined ? notes.say : plan.say(found);
    addReason(story, { ...a, ...and, say, ...clause });
  };
}
