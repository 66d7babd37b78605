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
