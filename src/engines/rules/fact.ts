import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import type { FactType, FactValue } from "./catalogue.ts";
import type { Frame } from "./frame.ts";
import { absentReason, addReason, seen, tellAbsent, wordedOnce } from "./leaf.ts";
import type { Term } from "./lexicon.ts";
import type { FactName, Mechanism, Plain, Reading, Remarks } from "./reading.ts";
import { besideLeaf, remarks } from "./reading.ts";
import type { Reason } from "./reason.ts";
import { NEVER } from "./stamp.ts";
import { type Build, type Condition, NONE } from "./condition.ts";

type Holds = (value: FactValue) => boolean;
interface Operator {
  readonly types: readonly FactType[];
  /** The comparison with the operand, or null where the operand is not of the fact's type. */
  readonly holds: (operand: unknown, name: FactName) => Holds | null;
}

const number =
  (compare: (value: number, bound: number) => boolean): Operator["holds"] =>
  (operand) =>
    Number.isSafeInteger(operand) ? (value) => compare(value as number, operand as number) : null;

const isOne = (operand: unknown, name: FactName): operand is string | number | boolean => {
  if (name.type === "bool") return typeof operand === "boolean";
  if (name.type === "int") return Number.isSafeInteger(operand);
  return typeof operand === "string";
};

const several = (operand: unknown, name: FactName): operand is (string | number | boolean)[] =>
  Array.isArray(operand) && operand.length > 0 && operand.every((one) => isOne(one, name));

const coded = { types: ["enum", "int", "area", "bool"] as const };
const ints = { types: ["int"] as const };

/** `known` stands apart: it asks whether there is a value at all. */
const operators: Readonly<Record<string, Operator>> = {
  is: { ...coded, holds: (one, name) => (isOne(one, name) ? (value) => value === one : null) },
  in: { ...coded, holds: (some, name) => (several(some, name) ? (value) => some.includes(value as string) : null) },
  has: { types: ["set"], holds: (one, name) => (isOne(one, name) ? (value) => (value as readonly string[]).includes(one as string) : null) },
  hasAny: { types: ["set"], holds: (some, name) => several(some, name) ? (value) => (value as readonly string[]).some((code) => some.includes(code)) : null },
  atLeast: { ...ints, holds: number((value, bound) => value >= bound) },
  atMost: { ...ints, holds: number((value, bound) => value <= bound) },
  under: { ...ints, holds: number((value, bound) => value < bound) },
  over: { ...ints, holds: number((value, bound) => value > bound) },
}; // prettier-ignore

/** `{fact: k, is: v}` and its kin; several operators in one leaf must all hold. */
export const factLeaf: Mechanism = {
  key: "fact",
  beside: [...Object.keys(operators), "known", ...besideLeaf],
  read(node, reading) {
    const name = reading.fact(node, "fact");
    if (!name) return null;
    const holds = comparison(node, name, reading);
    if (!holds) return null;
    return (around) => leaf(name.at(around.parent), holds, reading, remarks(node, around.clause));
  },
};

function comparison(node: Plain, name: FactName, reading: Reading): Holds | "known" | "absent" | null {
  const given = Object.keys(node).filter((word) => Object.hasOwn(operators, word));
  if (typeof node["known"] === "boolean" && given.length === 0) return node["known"] ? "known" : "absent";
  if ("known" in node || given.length === 0) {
    reading.fault("wrong_operator", node, "fact", {
      fact: name.key,
      type: name.type,
      operator: given.join(", ") || "-",
    });
    return null;
  }
  const all = given.map((word) => readOperand(word, node, name, reading));
  if (!all.every((one) => one !== null)) return null;
  const [first, ...rest] = all;
  return first && rest.length === 0 ? first : (value) => all.every((one) => one(value));
}

function readOperand(word: string, node: Plain, name: FactName, reading: Reading): Holds | null {
  const operator = operators[word];
  if (!operator?.types.includes(name.type)) {
    reading.fault("wrong_operator", node, word, { fact: name.key, type: name.type, operator: word });
    return null;
  }
  const holds = operator.holds(node[word], name);
  if (!holds) reading.fault("wrong_value", node, word, { fact: name.key, type: name.type, operator: word });
  return holds && codesKnown(word, node, name, reading) ? holds : null;
}

function codesKnown(word: string, node: Plain, name: FactName, reading: Reading): boolean {
  if (name.type !== "enum" && name.type !== "set") return true;
  const codes = [node[word]].flat() as string[];
  const strange = codes.filter((code) => !Object.hasOwn(name.options, code));
  for (const code of strange) reading.fault("unknown_code", node, word, { fact: name.key, value: code.slice(0, 60) });
  return strange.length === 0;
}

function leaf(term: Term, holds: Holds | "known" | "absent", reading: Reading, notes: Remarks): ReturnType<Build> {
  const absent = absentReason(term, reading.wording, notes);
  const reasonOf = reasons(term, reading, notes);
  const { slot, lo, hi } = term;
  const unasked: Tri = notes.absent ?? (term.spec.absent === "no" ? NO : UNKNOWN);
  const whenAbsent: Tri = holds === "known" ? NO : holds === "absent" ? YES : unasked;
  const test: Holds = typeof holds === "function" ? holds : () => holds === "known";
  const tell: Condition["tell"] = (frame, story) => {
    frame.readLo |= lo;
    frame.readHi |= hi;
    const value = frame.slots[slot];
    if (value !== undefined) addReason(story, reasonOf(frame, test(value) ? YES : NO));
    else tellAbsent(frame, story, [term], [absent], whenAbsent, notes.absent);
  };
  const ask: Condition["ask"] = (frame) => {
    frame.until = NEVER;
    frame.readLo |= lo;
    frame.readHi |= hi;
    const value = frame.slots[slot];
    if (value === undefined) return whenAbsent;
    return test(value) ? YES : NO;
  };
  return { ask, tell, parts: [], timed: NONE };
}

function reasons(term: Term, reading: Reading, notes: Remarks): (frame: Frame, answer: Tri) => Reason {
  const { wording } = reading;
  const clause = notes.clause === undefined ? {} : { clause: notes.clause };
  return wordedOnce(reading.leaf(), [term], (frame, answer) => {
    const what = seen(term, frame.slots[term.slot], wording);
    const say = answer === YES && notes.say !== undefined ? notes.say : wording.fact(what);
    return { ...what, say, ...clause };
  });
}
