import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, ageOn, type Day } from "#kernel/day.ts";
import { type Answer, answerOf } from "./answer.ts";
import { Book } from "./book.ts";
import type { Facts, FactSpec, FactValue } from "./catalogue.ts";
import { Places } from "./place.ts";
import { newStory, type Wording } from "./reason.ts";
import { dayAt } from "./stamp.ts";

/* The compiled conditions against a plain reading of the same tree, over thousands of trees, children and days. */

const fact = (key: string, type: FactSpec["type"], absent: FactSpec["absent"] = "unknown"): FactSpec => ({
  key, type, absent, zh: key, group: "g", cls: "open", from: ["survey"], policy: true,
  ...(type === "enum" ? { options: { a: "a", b: "b", c: "c" } } : {}),
}); // prettier-ignore

const catalogue = [
  fact("born", "day"),
  fact("from", "day"),
  fact("to", "day"),
  fact("kind", "enum"),
  fact("flag", "bool"),
  fact("risk", "enum", "no"),
  ...["father", "mother"].flatMap((who) => [fact(`${who}.since`, "day"), fact(`${who}.kind`, "enum")]),
];

const silent = (): string => "";
const wording: Wording = {
  value: silent, fact: silent, absent: silent, age: silent, elapsed: silent, term: silent, valid: silent,
  during: silent, remaining: silent, differs: silent, within: silent, bothIn: silent,
}; // prettier-ignore

type Leaf =
  | { fact: string; is: string | boolean }
  | { age: { under: number; of: string } }
  | { elapsed: { since: string; atLeast?: string; under?: string } }
  | { term: { from: string; to: string; atLeast: string } }
  | { during: { from: string; until: string } }
  | { remaining: { until: string; atLeast: string } };
type Tree =
  | Leaf
  | { first: Tree; next: Tree }
  | { all: Tree[] }
  | { any: Tree[] }
  | { not: Tree }
  | { parents: Record<string, Tree> };

const opposite = (answer: Answer): Answer => (answer === "yes" ? "no" : answer === "no" ? "yes" : "unknown");
const allOf = (answers: Answer[]): Answer =>
  answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
const anyOf = (answers: Answer[]): Answer => opposite(allOf(answers.map(opposite)));

function plainly(tree: Tree, facts: Facts, on: Day, who = ""): Answer {
  const value = (key: string): FactValue | undefined => facts[key.replace("parent.", `${who}.`)] ?? undefined;
  const said = (truth: boolean): Answer => (truth ? "yes" : "no");
  const after = (day: Day, months: string): Day => addMonths(day, Number(months.split(" ")[0]));
  if ("all" in tree) return allOf(tree.all.map((part) => plainly(part, facts, on, who)));
  if ("first" in tree) return allOf([plainly(tree.first, facts, on, who), plainly(tree.next, facts, on, who)]);
  if ("any" in tree) return anyOf(tree.any.map((part) => plainly(part, facts, on, who)));
  if ("not" in tree) return opposite(plainly(tree.not, facts, on, who));
  if ("parents" in tree) {
    const of = (word: string, parent: string): Answer => plainly(tree.parents[word] as Tree, facts, on, parent);
    if ("one" in tree.parents) {
      return anyOf([
        allOf([of("one", "father"), of("other", "mother")]),
        allOf([of("one", "mother"), of("other", "father")]),
      ]);
    }
    const [word = ""] = Object.keys(tree.parents);
    const each = [of(word, "father"), of(word, "mother")];
    return word === "both" ? allOf(each) : word === "any" ? anyOf(each) : opposite(anyOf(each));
  }
  if ("fact" in tree) {
    const known = value(tree.fact);
    return known === undefined ? (tree.fact === "risk" ? "no" : "unknown") : said(known === tree.is);
  }
  if ("age" in tree) {
    const born = value(tree.age.of);
    return typeof born === "string" ? said(ageOn(born, on) < tree.age.under) : "unknown";
  }
  if ("elapsed" in tree) {
    const { atLeast, under } = tree.elapsed;
    const since = value(tree.elapsed.since);
    if (typeof since !== "string") return "unknown";
    return said((!atLeast || after(since, atLeast) <= on) && (!under || on < after(since, under)));
  }
  if ("during" in tree) {
    const [from = start, until = end] = [value(tree.during.from), value(tree.during.until)].map((at) => at?.toString());
    return until < from ? "unknown" : said(from <= on && on <= until);
  }
  if ("remaining" in tree) {
    const until = value(tree.remaining.until);
    return typeof until === "string" ? said(after(on, tree.remaining.atLeast) <= addDays(until, 1)) : "unknown";
  }
  const [from, to] = [value(tree.term.from), value(tree.term.to)];
  if (typeof from !== "string" || typeof to !== "string") return "unknown";
  return said(from <= to && after(from, tree.term.atLeast) <= to);
}

const start = "2023-11-01";
/** Later than every day that is asked about. */
const end = "2026-12-31";
const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays(start, n));
const born = fc.integer({ min: 0, max: 500 }).map((n) => addDays("2007-11-01", n));
const months = fc.integer({ min: 0, max: 7 }).map((n) => `${n} months`);
const letter = fc.constantFrom("a", "b", "c");

const leafOf = (own: boolean): fc.Arbitrary<Leaf> => {
  const since = fc.constantFrom("from", "to", ...(own ? ["parent.since"] : []));
  const kind = fc.constantFrom("kind", "risk", ...(own ? ["parent.kind"] : []));
  return fc.oneof(
    fc.record({ fact: kind, is: letter }),
    fc.record({ fact: fc.constant("flag"), is: fc.boolean() }),
    fc.constantFrom(16, 17).map((under) => ({ age: { under, of: "born" } })),
    fc.record({ since, atLeast: months }).map((elapsed) => ({ elapsed })),
    fc.record({ since, under: months }).map((elapsed) => ({ elapsed })),
    fc.record({ from: fc.constant("from"), to: fc.constant("to"), atLeast: months }).map((term) => ({ term })),
    fc.record({ until: since, atLeast: months }).map((remaining) => ({ remaining })),
  );
};

/** Inside `parents:` the leaves may speak of parent.x, and `parents:` itself may not stand again. */
const treeOf = (own: boolean, depth: number): fc.Arbitrary<Tree> => {
  if (depth === 0) return leafOf(own);
  const below = treeOf(own, depth - 1);
  const some = fc.array(below, { minLength: 1, maxLength: 4 });
  const forms: fc.Arbitrary<Tree>[] = [
    leafOf(own),
    some.map((all) => ({ all })),
    some.map((any) => ({ any })),
    below.map((not) => ({ not })),
    fc.tuple(below, below).map(([first, next]) => ({ first, next })),
  ];
  if (!own) {
    const inner = treeOf(true, depth - 1);
    forms.push(
      fc.tuple(fc.constantFrom("both", "any", "none"), inner).map(([word, tree]) => ({ parents: { [word]: tree } })),
      fc.tuple(inner, inner).map(([one, other]) => ({ parents: { one, other } })),
    );
  }
  return fc.oneof(...forms);
};

const values: Record<string, fc.Arbitrary<FactValue>> = {
  born,
  from: day,
  to: day,
  kind: letter,
  flag: fc.boolean(),
  risk: letter,
  "father.since": day,
  "mother.since": day,
  "father.kind": letter,
  "mother.kind": letter,
};
const child = fc.record(values, { requiredKeys: [] });
const complete = fc.record(values);

function ready(tree: Tree) {
  const book = new Book({ catalogue, wording, places: new Places(), define: {}, lists: {} });
  const condition = book.ready({ when: tree }, "when");
  assert.deepEqual(book.faults.list, []);
  const frame = book.frame();
  return (facts: Facts, on: Day) => {
    frame.load(facts, on);
    const tri = condition.ask(frame);
    const until = dayAt(frame.until);
    const story = newStory();
    condition.tell(frame, story, tri);
    return { answer: answerOf(tri), until, missing: story.missing };
  };
}

const runs = { numRuns: 2_000 };

test("a compiled condition answers like a plain reading of it", () => {
  fc.assert(
    fc.property(treeOf(false, 4), child, day, (tree, facts, on) => {
      assert.equal(ready(tree)(facts, on).answer, plainly(tree, facts, on));
    }),
    runs,
  );
});

/** Not among the others: it is open where a day is absent, and no day settles two days that contradict each other. */
test("during answers like a plain reading of it", () => {
  const both = { during: { from: "from", until: "to" } };
  fc.assert(
    fc.property(child, day, fc.boolean(), (facts, on, denied) => {
      const tree: Tree = denied ? { not: both } : both;
      assert.equal(ready(tree)(facts, on).answer, plainly(tree, facts, on));
    }),
    runs,
  );
});

test("an answer stands until its border, day by day, over month ends and the leap day", () => {
  fc.assert(
    fc.property(treeOf(false, 3), child, (tree, facts) => {
      const ask = ready(tree);
      let standing = ask(facts, start);
      for (let n = 1; n <= 300; n++) {
        const on = addDays(start, n);
        const answer = plainly(tree, facts, on);
        if (standing.until !== null && on >= standing.until) standing = ask(facts, on);
        assert.equal(answer, standing.answer, `${on}, border ${standing.until}`);
      }
    }),
    { numRuns: 500 },
  );
});

test("a yes or no stays when a missing fact becomes known (risk apart, whose absence is a no)", () => {
  fc.assert(
    fc.property(treeOf(false, 4), complete, fc.subarray(Object.keys(values)), day, (tree, facts, kept, on) => {
      const part = Object.fromEntries([...kept, "risk"].map((key) => [key, facts[key] as FactValue]));
      const ask = ready(tree);
      const before = ask(part, on).answer;
      if (before !== "unknown") assert.equal(ask(facts, on).answer, before);
    }),
    runs,
  );
});

test("an unknown names what is missing, and asking for it again and again ends in a yes or no", () => {
  fc.assert(
    fc.property(treeOf(false, 4), complete, day, (tree, facts, on) => {
      const ask = ready(tree);
      const known: Record<string, FactValue> = {};
      for (let turn = 0; turn <= Object.keys(values).length; turn++) {
        const { answer, missing } = ask(known, on);
        assert.equal(answer === "unknown", missing.length > 0);
        if (answer !== "unknown") return;
        for (const key of missing) {
          assert.ok(!(key in known), `${key} was given already`);
          known[key] = facts[key] as FactValue;
        }
      }
      assert.fail("never decided");
    }),
    runs,
  );
});
