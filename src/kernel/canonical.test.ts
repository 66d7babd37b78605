import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical, sameValue } from "./canonical.ts";

const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: "small" }, fc.constantFrom(null, undefined, true, 0, -0, 1, "", "a"), tie("list"), tie("record")),
  list: fc.array(tie("any"), { maxLength: 3 }),
  record: fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), tie("any"), { maxKeys: 3 }),
})).any; // prettier-ignore

const text = (one: unknown): string | undefined => (one === undefined ? undefined : canonical(one));

test("two values are the same where their canonical texts are", () => {
  fc.assert(
    fc.property(value, value, (one, other) => assert.equal(sameValue(one, other), text(one) === text(other))),
    { numRuns: 3000 },
  );
});

test("what came back from JSON is the same as what went in", () => {
  fc.assert(fc.property(value, (one) => assert.ok(sameValue([one], JSON.parse(JSON.stringify([one]))))));
});

const sorted = (one: unknown): unknown => {
  if (typeof one !== "object" || one === null) return one;
  if (Array.isArray(one)) return one.map(sorted);
  const entries = Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, sorted(held)]));
};

test("the text is JSON's own, with its keys in order: quotes, controls and halves of characters too", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom('"', "\\", "\n", "\u0000", "\ud800", "\udc00x", "👶"),
  );
  fc.assert(
    fc.property(fc.dictionary(anyText.filter((key) => key !== "__proto__"), fc.oneof(anyText, fc.array(anyText))), (one) =>
      assert.equal(canonical(one), JSON.stringify(sorted(one))),
    ),
    { numRuns: 2000 },
  ); // prettier-ignore
});

test("a text that is at hand is taken instead of writing it again", () => {
  const body = { b: 1, a: [2] };
  const known = new Map([[body, canonical(body)]]);
  assert.equal(canonical({ z: { body }, y: null }, known), canonical({ z: { body }, y: null }));
});
