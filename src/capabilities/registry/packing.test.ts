import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FileState } from "./decide.ts";
import { packing } from "./packing.ts";

const day = fc.constantFrom("2023-12-31", "2024-07-01", "2024-07-02");
const source = fc.constantFrom("survey" as const, "visit" as const, "correction" as const);
const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constantFrom(["none"], ["a", "b"]));
// Without escapes: JSON.parse of V8 13.6 takes one escaped key for another (src/commands/factTexts.test.ts).
const plain = fc.string({ minLength: 1, maxLength: 8 }).filter((one) => JSON.stringify(one) === `"${one}"`);
const key = fc.oneof(fc.constantFrom("name", "birthDate", "father.name"), plain);
const known = fc.record({ value, on: day, source }, { noNullPrototype: true });
const gone = fc.dictionary(key.filter((one) => one !== "__proto__"), day, { minKeys: 1, maxKeys: 3, noNullPrototype: true }); // prettier-ignore
const parts = {
  status: fc.constantFrom("none" as const, "open" as const, "closed" as const),
  closed: fc.constantFrom(null, "died" as const),
  facts: fc.dictionary(key.filter((one) => one !== "__proto__"), known, { maxKeys: 12, noNullPrototype: true }),
}; // prettier-ignore
const file = fc.oneof(
  fc.record(parts, { noNullPrototype: true }),
  fc.record({ ...parts, withdrawn: gone }, { noNullPrototype: true }),
);

const shuffled = (facts: FileState["facts"]): FileState["facts"] =>
  Object.fromEntries(Object.entries(facts).toReversed());

test("a file comes back from its packing as it was", () => {
  fc.assert(
    fc.property(file, (state) => assert.deepEqual(packing.unpack(JSON.parse(packing.pack(state))), state)),
    { numRuns: 500 },
  );
});

test("one text for one file, in whatever order its facts came", () => {
  fc.assert(
    fc.property(file, (state) =>
      assert.equal(packing.pack({ ...state, facts: shuffled(state.facts) }), packing.pack(state)),
    ),
    { numRuns: 500 },
  );
});

test("a file packed before withdrawals were remembered is read as it was", () => {
  const packed = { closed: null, found: [["2024-07-01", "survey", { name: "甲" }]], status: "open" };
  assert.deepEqual(packing.unpack(packed), {
    status: "open",
    closed: null,
    facts: { name: { value: "甲", on: "2024-07-01", source: "survey" } },
  });
});
