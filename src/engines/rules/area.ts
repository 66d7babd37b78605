import { cityCounties, isAreaCode } from "#kernel/scope.ts";
import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import { absentReason, addMissing, addReason, answerWithout, seen, tellAbsent, wordedOnce } from "./leaf.ts";
import type { Frame } from "./frame.ts";
import type { Term } from "./lexicon.ts";
import type { CodeList, FactName, Mechanism, Plain, Reading, Remarks } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import type { Seen, Story } from "./reason.ts";
import { NEVER } from "./stamp.ts";
import { type Build, type Condition, NONE } from "./condition.ts";

/** Digits of a statistical code down to each level. */
const digits: Readonly<Record<string, number>> = { province: 2, prefecture: 4, county: 6, township: 9, village: 12 };

/** A city without counties is its own county, and so is not too coarse to be compared with one. */
const asCounty = (code: string): string => (code.length === 4 ? (cityCounties.get(code) ?? code) : code);

/** Whether two codes differ at a level; unknown where one is too coarse to tell and nothing above it differs. */
function differsAt(first: string, second: string, depth: number): Tri {
  const a = depth > 4 ? asCounty(first) : first;
  const b = depth > 4 ? asCounty(second) : second;
  const common = Math.min(a.length, b.length, depth);
  if (a.slice(0, common) !== b.slice(0, common)) return YES;
  return common < depth ? UNKNOWN : NO;
}

/** Whether a code lies in a subtree; unknown where it is an ancestor of it. */
function isWithin(code: string, root: string): Tri {
  if (root === "0" || code.startsWith(root)) return YES;
  return root.startsWith(code) ? UNKNOWN : NO;
}

/** Whether a code lies in any of several subtrees. */
function isWithinAny(code: string, roots: readonly string[]): Tri {
  let found: Tri = NO;
  for (const root of roots) {
    const answer = isWithin(code, root);
    if (answer === YES) return YES;
    if (answer === UNKNOWN) found = UNKNOWN;
  }
  return found;
}

/** Whether a code may lie in one of the groups, and is too coarse to say so. */
const isTooCoarse = (code: string, groups: readonly (readonly string[])[]): boolean =>
  groups.some((group) => isWithinAny(code, group) === UNKNOWN);

/** Whether two codes lie in one and the same group. A flat list is one group. */
function inOneGroup(a: string, b: string, groups: readonly (readonly string[])[]): Tri {
  let found: Tri = NO;
  for (const group of groups) {
    const first = isWithinAny(a, group);
    const second = first === NO ? NO : isWithinAny(b, group);
    if (first === YES && second === YES) return YES;
    if (second !== NO) found = UNKNOWN;
  }
  return found;
}

interface AreaLeaf {
  readonly names: readonly [FactName, ...FactName[]];
  readonly judge: (first: string, second: string) => Tri;
  /** Where the answer is unknown: whether the one code is too coarse, beside the other. */
  readonly coarse: (code: string, other: string) => boolean;
  readonly say: (answer: boolean | null, first: Seen, second: Seen) => string;
}

/** `area: {of, differs, at}`, `area: {of, within}`, `area: {of: [k, k2], bothIn: list}`. */
export const area: Mechanism = {
  key: "area",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["area"];
    const form = isPlain(inner) ? Object.keys(inner).toSorted().join() : "";
    if (form === "at,differs,of") return read(node, differs(inner as Plain, reading), reading);
    if (form === "of,within") return read(node, within(inner as Plain, reading), reading);
    if (form === "bothIn,of") return read(node, bothIn(inner as Plain, reading), reading);
    reading.fault("not_a_condition", node, "area", { word: "area" });
    return null;
  },
};

function differs(inner: Plain, reading: Reading): AreaLeaf | null {
  const names = [reading.fact(inner, "of", ["area"]), reading.fact(inner, "differs", ["area"])];
  const level = String(inner["at"]);
  const depth = Object.hasOwn(digits, level) ? digits[level] : undefined;
  if (depth === undefined) reading.fault("wrong_value", inner, "at", { fact: "area", type: "area", operator: "at" });
  if (!named(names) || depth === undefined) return null;
  const { wording } = reading;
  return {
    names,
    judge: (a, b) => differsAt(a, b, depth),
    coarse: (code, other) => code.length <= other.length,
    say: (answer, a, b) => wording.differs(a, b, level, answer),
  };
}

function within(inner: Plain, reading: Reading): AreaLeaf | null {
  const names = [reading.fact(inner, "of", ["area"])];
  const root = inner["within"];
  const isRoot = root === "0" || isAreaCode(root);
  if (!isRoot) reading.fault("wrong_value", inner, "within", { fact: "area", type: "area", operator: "within" });
  if (!named(names) || !isRoot) return null;
  const { wording } = reading;
  return {
    names,
    judge: (a) => isWithin(a, root),
    coarse: () => true,
    say: (answer, a) => wording.within(a, root, answer),
  };
}

function bothIn(inner: Plain, reading: Reading): AreaLeaf | null {
  const of = inner["of"];
  const list = reading.list(inner, "bothIn");
  if (!Array.isArray(of) || of.length !== 2) {
    reading.fault("wrong_value", inner, "of", { fact: "area", type: "area", operator: "bothIn" });
    return null;
  }
  const names = [reading.fact(of, 0, ["area"]), reading.fact(of, 1, ["area"])];
  if (!named(names) || !list) return null;
  const [groups, { title }, { wording }] = [groupsOf(list), list, reading];
  return {
    names,
    judge: (a, b) => inOneGroup(a, b, groups),
    coarse: (code) => isTooCoarse(code, groups),
    say: (answer, a, b) => wording.bothIn(a, b, title, answer),
  };
}

const groupsOf = ({ groups }: CodeList): readonly (readonly string[])[] =>
  Array.isArray(groups)
    ? [groups as readonly string[]]
    : Object.values(groups as Readonly<Record<string, readonly string[]>>);

const named = (names: readonly (FactName | null)[]): names is readonly [FactName, ...FactName[]] =>
  names.length > 0 && names.every((name) => name !== null);

function read(node: Plain, leaf: AreaLeaf | null, reading: Reading): Build | null {
  if (!leaf) return null;
  return (around) => {
    const [first, ...rest] = leaf.names;
    const terms = [first.at(around.parent), ...rest.map((name) => name.at(around.parent))] as const;
    return built(leaf, terms, reading, remarks(node, around.clause));
  };
}

function built(leaf: AreaLeaf, terms: readonly [Term, ...Term[]], reading: Reading, notes: Remarks): Condition {
  const [one, other = one] = terms;
  const absent = terms.map((term) => absentReason(term, reading.wording, notes));
  const [lo, hi] = [one.lo | other.lo, one.hi | other.hi];
  const ask: Condition["ask"] = (frame) => {
    frame.until = NEVER;
    frame.readLo |= lo;
    frame.readHi |= hi;
    const a = frame.slots[one.slot];
    const b = frame.slots[other.slot];
    if (a === undefined || b === undefined) return answerWithout(frame, terms, notes.absent);
    return leaf.judge(a as string, b as string);
  };
  const clause = notes.clause === undefined ? {} : { clause: notes.clause };
  const reasonOf = wordedOnce(reading.leaf(), terms, (frame, answer) => {
    const a = seen(one, frame.slots[one.slot], reading.wording);
    const b = other === one ? a : seen(other, frame.slots[other.slot], reading.wording);
    const said = answer === UNKNOWN ? null : answer === YES;
    const say = answer === YES && notes.say !== undefined ? notes.say : leaf.say(said, a, b);
    return { ...a, ...(b === a ? {} : { and: b }), say, ...clause };
  });
  const tell: Condition["tell"] = (frame, story, answer) => {
    frame.readLo |= lo;
    frame.readHi |= hi;
    if (tellAbsent(frame, story, terms, absent, answer, notes.absent)) return;
    if (answer === UNKNOWN) askFiner(leaf, one, other, frame, story);
    addReason(story, reasonOf(frame, answer));
  };
  return { ask, tell, parts: [], timed: NONE };
}

/** Too coarse a code is a fact still to be asked for; the finer one beside it is not. */
function askFiner(leaf: AreaLeaf, one: Term, other: Term, frame: Frame, story: Story): void {
  const [a, b] = [String(frame.slots[one.slot]), String(frame.slots[other.slot])];
  if (leaf.coarse(a, b)) addMissing(story, one.spec.key);
  if (leaf.coarse(b, a)) addMissing(story, other.spec.key);
}
