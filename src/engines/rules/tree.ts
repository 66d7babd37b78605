import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import type { Mechanism, Plain, Reading } from "./reading.ts";
import { NEVER } from "./stamp.ts";
import { type Build, type Condition, EVERY, NONE, SOME, type Timed } from "./condition.ts";

/**
 * `all` is decided by one no, `any` by one yes; without one, an unknown makes the whole unknown.
 *
 * A timeless decider settles it for good, so the timeless parts are asked first, and those that look at nothing but the
 * day last; they are told in the pack's order.
 *
 * until: a decided answer stands as long as the longest of its deciders, any other as long as the shortest of all its
 * parts, for there each part counts.
 */
function junction(parts: readonly Condition[], decider: typeof NO | typeof YES): Condition["ask"] {
  const otherwise: Tri = decider === NO ? YES : NO;
  const asks = timelessFirst(parts).map((part) => part.ask);
  return (frame) => {
    let longest = -1;
    let shortest = NEVER;
    let open = false;
    for (let i = 0; i < asks.length; i++) {
      const answer = (asks[i] as Condition["ask"])(frame);
      const { until } = frame;
      if (answer === decider) {
        if (until === NEVER) return decider;
        if (until > longest) longest = until;
      } else {
        if (answer === UNKNOWN) open = true;
        if (until < shortest) shortest = until;
      }
    }
    frame.until = longest < 0 ? shortest : longest;
    if (longest >= 0) return decider;
    return open ? UNKNOWN : otherwise;
  };
}

/**
 * The whole is explained by the parts that answer like it; without a decider and an unknown, that is every part. A short
 * story names one decider, the one that `ask` comes to first: nothing more is needed for the answer to follow.
 */
function tellLike(parts: readonly Condition[], decider: Tri): Condition["tell"] {
  const asked = timelessFirst(parts);
  return (frame, story, answer) => {
    const every = answer !== decider && answer !== UNKNOWN;
    if (story.short && answer === decider) {
      asked.find((part) => part.ask(frame) === answer)?.tell(frame, story, answer);
      return;
    }
    for (const part of parts) if (every || part.ask(frame) === answer) part.tell(frame, story, answer);
  };
}

/** Sorting keeps the pack's order among equals. */
const timelessFirst = (parts: readonly Condition[]): Condition[] => parts.toSorted((a, b) => a.timed - b.timed);

function timedOf(parts: readonly Condition[]): Timed {
  if (parts.every((part) => part.timed === NONE)) return NONE;
  return parts.every((part) => part.timed === EVERY) ? EVERY : SOME;
}

const joined = (parts: readonly Condition[], decider: typeof NO | typeof YES): Condition => {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    ask: junction(parts, decider),
    tell: tellLike(parts, decider),
    parts,
    timed: timedOf(parts),
  };
};

/**
 * Both must hold, and while the first is unknown nothing behind it is asked for: who is not known to be away is not
 * asked since when.
 */
function gated(gate: Condition, rest: Condition): Condition {
  const both = allOf([gate, rest]);
  const tell: Condition["tell"] = (frame, story, answer) => {
    const shut = answer === UNKNOWN && gate.ask(frame) === UNKNOWN;
    (shut ? gate : both).tell(frame, story, answer);
  };
  return { ...both, tell };
}

const contrary = (answer: Tri): Tri => (answer === UNKNOWN ? UNKNOWN : answer === YES ? NO : YES);

export const allOf = (parts: readonly Condition[]): Condition => joined(parts, NO);
export const anyOf = (parts: readonly Condition[]): Condition => joined(parts, YES);

export const negated = (part: Condition): Condition => ({
  ask: (frame) => contrary(part.ask(frame)),
  tell: (frame, story, answer) => part.tell(frame, story, contrary(answer)),
  parts: [part],
  timed: part.timed,
  negates: true,
});

const list = (key: "all" | "any", join: (parts: readonly Condition[]) => Condition): Mechanism => ({
  key,
  beside: ["clause"],
  read(node, reading) {
    const items = node[key];
    if (!Array.isArray(items) || items.length === 0) {
      reading.fault("empty_condition", node, key, { word: key });
      return null;
    }
    const builds = items.map((_, i) => reading.condition(items, i));
    return (around) => join(builds.map((build) => build({ ...around, clause: clauseOf(node) ?? around.clause })));
  },
});

const clauseOf = (node: Plain): string | undefined => (typeof node["clause"] === "string" ? node["clause"] : undefined);

export const all = list("all", allOf);
export const any = list("any", anyOf);

/** `first: c, next: d`: like `all`, in this order. */
export const first: Mechanism = {
  key: "first",
  beside: ["next", "clause"],
  read(node, reading) {
    if (!("next" in node)) {
      reading.fault("empty_condition", node, "first", { word: "next" });
      return null;
    }
    const [gate, rest] = [reading.condition(node, "first"), reading.condition(node, "next")];
    return (given) => {
      const around = { ...given, clause: clauseOf(node) ?? given.clause };
      return gated(gate(around), rest(around));
    };
  },
};

export const not: Mechanism = {
  key: "not",
  beside: ["clause"],
  read(node: Plain, reading: Reading): Build {
    const build = reading.condition(node, "not");
    return (around) => negated(build({ ...around, clause: clauseOf(node) ?? around.clause }));
  },
};
