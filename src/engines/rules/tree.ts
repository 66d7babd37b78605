import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import type { Frame } from "./frame.ts";
import type { Mechanism, Plain, Reading } from "./reading.ts";
import { NEVER } from "./stamp.ts";
import type { Build, Condition } from "./condition.ts";

/**
 * `all` is decided by one no, `any` by one yes; without one, an unknown makes the whole unknown.
 *
 * until: a decided answer stands as long as the longest of its deciders, any other as long as the shortest of all its
 * parts, for there each part counts.
 */
function junction(parts: readonly Condition[], decider: typeof NO | typeof YES): Condition["ask"] {
  const otherwise: Tri = decider === NO ? YES : NO;
  return (frame) => {
    let [longest, shortest, open] = [-1, NEVER, false];
    for (const part of parts) {
      const answer = part.ask(frame);
      if (answer === decider) {
        if (frame.until === NEVER) return decider;
        if (frame.until > longest) longest = frame.until;
      } else {
        if (answer === UNKNOWN) open = true;
        if (frame.until < shortest) shortest = frame.until;
      }
    }
    frame.until = longest < 0 ? shortest : longest;
    return longest < 0 ? (open ? UNKNOWN : otherwise) : decider;
  };
}

/** The whole is explained by the parts that answer like it. */
const tellLike =
  (ask: Condition["ask"], parts: readonly Condition[]): Condition["tell"] =>
  (frame, story) => {
    const answer = ask(frame);
    for (const part of parts) if (part.ask(frame) === answer) part.tell(frame, story);
  };

export const joined = (parts: readonly Condition[], decider: typeof NO | typeof YES): Condition => {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const ask = junction(parts, decider);
  return { ask, tell: tellLike(ask, parts), parts };
};

export const allOf = (parts: readonly Condition[]): Condition => joined(parts, NO);
export const anyOf = (parts: readonly Condition[]): Condition => joined(parts, YES);

export const negated = (part: Condition): Condition => ({
  ask: (frame: Frame) => {
    const answer = part.ask(frame);
    return answer === UNKNOWN ? UNKNOWN : answer === YES ? NO : YES;
  },
  tell: part.tell,
  parts: [part],
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

export const not: Mechanism = {
  key: "not",
  beside: ["clause"],
  read(node: Plain, reading: Reading): Build {
    const build = reading.condition(node, "not");
    return (around) => negated(build({ ...around, clause: clauseOf(node) ?? around.clause }));
  },
};
