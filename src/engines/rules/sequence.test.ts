import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays } from "#kernel/day.ts";
import { Board } from "./board.ts";
import { Book } from "./book.ts";
import type { Facts, FactSpec } from "./catalogue.ts";
import { Places } from "./place.ts";
import { newStory, type Wording } from "./reason.ts";

/* One board for many children: what it keeps of the child before must be the next child's too, or be asked again. */

const fact = (key: string, type: FactSpec["type"], absent: FactSpec["absent"] = "unknown"): FactSpec => ({
  key, type, absent, zh: key, group: "g", cls: "open", from: ["survey"], policy: true,
  ...(type === "enum" || type === "set" ? { options: { a: "a", b: "b", none: "none" } } : {}),
}); // prettier-ignore

// more facts than there are marks, so that some share one
const many = Array.from({ length: 70 }, (_, n) => fact(`risk.${n}`, "enum", "no"));
const catalogue = [
  ...many,
  fact("born", "day"),
  fact("until", "day"),
  fact("area", "area"),
  fact("kind", "enum"),
  fact("states", "set"),
  fact("father.since", "day"),
  fact("mother.since", "day"),
];

const wording: Wording = {
  value: (_, value) => String(value), fact: (seen) => seen.shown, absent: (seen) => `no ${seen.fact}`,
  age: (found, years) => `${found.asOf} ${years}`, elapsed: (found) => `${found.asOf} ${found.answer}`, term: () => "",
  valid: (found) => `${found.asOf} ${found.seen.shown}`, during: (found) => `${found.asOf} ${found.side}`,
  remaining: () => "", differs: () => "", within: (seen) => seen.shown, bothIn: () => "",
}; // prettier-ignore

const define = {
  young: { clause: "1", when: { age: { under: 16, of: "born" } } },
  rural: { clause: "1", when: { any: [{ fact: "kind", is: "a" }, { area: { of: "area", within: "44" } }] } },
  away: { clause: "2", when: { elapsed: { since: "parent.since", atLeast: "3 months" } } },
  left: { clause: "2", when: { all: [{ use: "young" }, { use: "rural" }, { parents: { any: { use: "away" } } }] } },
  harmed: { clause: "3", when: { any: many.map(({ key }) => ({ fact: key, is: "a" })) } },
  poor: { clause: "4", when: { all: [{ fact: "states", has: "a" }, { valid: { until: "until" } }] } },
};

const wanted: readonly (readonly [when: object, onlyIf?: number])[] = [
  [{ use: "left" }],
  [{ parents: { both: { use: "away" } } }, 0],
  [{ not: { use: "rural" } }, 0],
  [{ all: [{ use: "young" }, { use: "harmed" }] }],
  [{ any: [{ use: "poor" }, { fact: "kind", is: "b" }] }],
  [{ first: { use: "rural" }, next: { not: { use: "poor" } } }],
];

function asker() {
  const book = new Book({ catalogue, wording, places: new Places(), define, lists: {} });
  const questions = wanted.map(([when, onlyIf]) => ({
    condition: book.ready({ when }, "when"),
    ...(onlyIf === undefined ? {} : { onlyIf }),
  }));
  assert.deepEqual(book.faults.list, []);
  const [board, frame] = [new Board(questions), book.frame()];
  return (facts: Facts, on: string) => {
    frame.load(facts, on);
    board.askAll(frame);
    const today = questions.map(({ condition }, i) => {
      const say = () => {
        const story = newStory(true);
        condition.tell(frame, story, board.at(i));
        return story;
      };
      const guarded = wanted[i]?.[1] !== undefined && board.at(0) !== 1;
      // "said" keeps what was said of a no, as decisions do
      return guarded ? 0 : [board.at(i), board.at(i) === 0 ? board.said(i, frame, say) : say()];
    });
    const border = board.border();
    frame.advance(addDays(on, 200));
    board.askAgain(frame);
    return structuredClone({ today, border, later: [...board.answers], laterBorder: board.border() });
  };
}

const letter = fc.constantFrom("a", "b", "none");
const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays("2024-01-01", n));
const child = fc.record(
  {
    born: fc.integer({ min: 0, max: 400 }).map((n) => addDays("2008-01-01", n)),
    until: day,
    area: fc.constantFrom("44", "445281", "51", "4"),
    kind: letter,
    states: fc.subarray(["a", "b"], { minLength: 1 }),
    "father.since": day,
    "mother.since": day,
    "risk.3": letter,
    "risk.64": letter,
    unasked: letter,
  },
  { requiredKeys: [] },
);
/** Each differs from the one before in some facts only, as children of one village do. */
const children = fc.array(fc.tuple(child, fc.subarray(["born", "area", "kind", "states", "father.since"]), day), {
  minLength: 2,
  maxLength: 12,
});

test("children in a row are answered as each of them alone", () => {
  fc.assert(
    fc.property(children, (row) => {
      const ask = asker();
      let before: Facts = {};
      for (const [facts, kept, on] of row) {
        const next = { ...facts, ...Object.fromEntries(kept.map((key) => [key, before[key]])) };
        assert.deepEqual(ask(next, on), asker()(next, on));
        assert.deepEqual(ask(next, on), asker()(next, on));
        before = next;
      }
    }),
    { numRuns: 300 },
  );
});

test("what is kept of reasons is of this day: the same child on another day has others", () => {
  const ask = asker();
  const facts = { born: "2008-05-01", kind: "a", "father.since": "2024-01-01" };
  for (const on of ["2024-03-31", "2024-04-01", "2024-04-30", "2024-05-01", "2024-03-31"])
    assert.deepEqual(ask(facts, on), asker()(facts, on), on);
});
