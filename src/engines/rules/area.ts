import { isAreaCode } from "#kernel/scope.ts";
import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import { absentReason, addMissing, addReason, answerWithout, seen, tellAbsent } from "./leaf.ts";
import type { Term } from "./lexicon.ts";
import type { CodeList, FactName, Mechanism, Plain, Reading } from "./reading.ts";
import { isPlain, remarks } from "./reading.ts";
import type { Seen } from "./reason.ts";
import { NEVER } from "./stamp.ts";
import type { Build, Condition } from "./condition.ts";

/** Digits of a statistical code down to each level. */
const digits: Readonly<Record<string, number>> = { province: 2, prefecture: 4, county: 6, township: 9, village: 12 };

/** Whether two codes differ at a level; unknown where one is too coarse to tell and nothing above it differs. */
function differsAt(a: string, b: string, depth: number): Tri {
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
  readonly names: readonly FactName[];
  readonly judge: (first: string, second: string) => Tri;
  readonly say: (answer: boolean, first: Seen, second: Seen) => string;
}

/** `area: {of, differs, at}`, `area: {of, within}`, `area: {of: [k, k2], bothIn: list}`. */
export const area: Mechanism = {
  key: "area",
  beside: ["clause", "say"],
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
  return { names, judge: (a) => isWithin(a, root), say: (answer, a) => wording.within(a, root, answer) };
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
  const [groups, title, { wording }] = [groupsOf(list), String(inner["bothIn"]), reading];
  return {
    names,
    judge: (a, b) => inOneGroup(a, b, groups),
    say: (answer, a, b) => wording.bothIn(a, b, title, answer),
  };
}

const groupsOf = (list: CodeList): readonly (readonly string[])[] =>
  Array.isArray(list)
    ? [list as readonly string[]]
    : Object.values(list as Readonly<Record<string, readonly string[]>>);

const named = (names: readonly (FactName | null)[]): names is readonly FactName[] =>
  names.every((name) => name !== null);

function read(node: Plain, leaf: AreaLeaf | null, reading: Reading): Build | null {
  if (!leaf) return null;
  return (around) => {
    const terms = leaf.names.map((name) => name.at(around.parent));
    return built(leaf, terms, reading, remarks(node, around.clause));
  };
}

function built(
  leaf: AreaLeaf,
  terms: readonly Term[],
  reading: Reading,
  notes: { clause?: string; say?: string },
): Condition {
  const [first, second = first] = terms.map((term) => term.slot);
  const absent = terms.map((term) => absentReason(term, reading.wording, notes.clause));
  const ask: Condition["ask"] = (frame) => {
    frame.until = NEVER;
    const [a, b] = [frame.slots[first ?? 0], frame.slots[second ?? 0]];
    return a === undefined || b === undefined ? answerWithout(frame, terms) : leaf.judge(a as string, b as string);
  };
  const tell: Condition["tell"] = (frame, story, answer) => {
    if (tellAbsent(frame, story, terms, absent, answer)) return;
    const [a, b = a] = terms.map((term) => seen(term, frame.slots[term.slot], reading.wording));
    if (!a || !b) return;
    // too coarse a code is a fact still to be asked for
    if (answer === UNKNOWN) for (const term of terms) addMissing(story, term.spec.key);
    const say = answer === YES && notes.say !== undefined ? notes.say : leaf.say(answer === YES, a, b);
    const and = b === a ? {} : { and: b };
    addReason(story, { ...a, ...and, say, ...(notes.clause === undefined ? {} : { clause: notes.clause }) });
  };
  return { ask, tell, parts: [] };
}
