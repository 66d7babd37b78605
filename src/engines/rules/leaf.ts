import { NO, type Tri, UNKNOWN } from "./answer.ts";
import type { FactValue } from "./catalogue.ts";
import type { Finding, Frame } from "./frame.ts";
import type { Term } from "./lexicon.ts";
import type { Remarks } from "./reading.ts";
import type { Reason, Seen, Story, Wording } from "./reason.ts";

export function seen(term: Term, value: FactValue | undefined, wording: Wording): Seen {
  const { key, zh } = term.spec;
  return value === undefined
    ? { fact: key, label: zh, value: null, shown: "" }
    : { fact: key, label: zh, value, shown: wording.value(term.spec, value) };
}

/** The reason of a leaf whose fact is absent. */
export const absentReason = (term: Term, wording: Wording, { clause, absent = NO }: Remarks): Reason => {
  const nothing = seen(term, undefined, wording);
  return {
    ...nothing,
    say: wording.absent(nothing, term.spec.absent === "no" && absent === NO),
    ...(clause === undefined ? {} : { clause }),
  };
};

/** The reason of the leaf at a place: what its facts are and what day it is decide what it says, whoever the child. */
export const wordedOnce =
  (place: number, terms: readonly Term[], word: (frame: Frame, answer: Tri) => Reason) =>
  (frame: Frame, answer: Tri): Reason =>
    frame.wordedNow(place) ?? frame.worded(place, findingOf(frame, terms), () => word(frame, answer));

function findingOf(frame: Frame, terms: readonly Term[]): Finding {
  const [first, second] = terms;
  const value = first && frame.slots[first.slot];
  if (second) return `${String(value)} ${String(frame.slots[second.slot])}`;
  return value === undefined || typeof value === "object" ? String(value) : value;
}

/** Adds a reason once: two conditions may rest on the same leaf. */
export function addReason(story: Story, reason: Reason): void {
  for (const other of story.reasons) {
    if (other === reason || (other.fact === reason.fact && other.say === reason.say)) return;
  }
  story.reasons.push(reason);
}

export function addMissing(story: Story, key: string): void {
  if (!story.missing.includes(key)) story.missing.push(key);
}

/**
 * The answer of a leaf for whom at least one fact is absent: what the leaf says itself, else no, where one of the absent
 * is recorded only when found.
 */
export function answerWithout(frame: Frame, terms: readonly Term[], own: Tri | undefined): Tri {
  if (own !== undefined) return own;
  for (const term of terms) {
    if (frame.slots[term.slot] === undefined && term.spec.absent === "no") return NO;
  }
  return UNKNOWN;
}

/**
 * Tells of the absent ones among a leaf's facts, and asks for them where the answer is unknown. own: what the leaf says
 * itself of an absence.
 */
export function tellAbsent(
  frame: Frame,
  story: Story,
  terms: readonly Term[],
  reasons: readonly Reason[],
  answer: Tri,
  own: Tri | undefined,
): boolean {
  let found = false;
  for (const [i, term] of terms.entries()) {
    if (frame.slots[term.slot] !== undefined) continue;
    found = true;
    const asks = own === undefined ? term.spec.absent === "unknown" : own === UNKNOWN;
    if (answer === UNKNOWN && asks) addMissing(story, term.spec.key);
    const reason = reasons[i];
    if (reason) addReason(story, reason);
  }
  return found;
}
