import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical } from "#kernel/canonical.ts";
import { isProblem } from "#kernel/problem.ts";
import { newKey } from "./key.ts";
import { type IsSecret, type Path, secretPaths } from "./secretPaths.ts";
import { contextOf, suiteNamed } from "./suite.ts";
import { type Body, unveil, veil, type Veiled } from "./veil.ts";

const aes = suiteNamed("aes-256-gcm");
const key = newKey();
const context = contextOf("child", "entry");
const damaged = (thrown: unknown): boolean => isProblem(thrown) && thrown.code === "crypto.damaged";

const veiled = (body: Body, ...patterns: string[]): Veiled => veil(aes, key, context, body, secretPaths(patterns));
const back = (parts: Veiled): Body => unveil(key, context, parts).body;

/** JSON with keys and values that are apt to go wrong. */
const keys = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "0", "1", "", "a.b", "length", "name", "*", "儿童", "𠮷"),
  fc.string(),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1.5e300, "", "\u0000", "\ud800", "\u2028"),
    fc.string({ unit: "binary" }),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie("tree")), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));
const bodies = fc
  .array(fc.tuple(keys, tree), { maxLength: 6 })
  .map((members) => JSON.parse(JSON.stringify(Object.fromEntries(members))) as Body);

/** Some paths, whichever: decided by the path's own text, so the same each time. */
const someOf =
  (seed: number): IsSecret =>
  (path: Path) => {
    let sum = seed;
    for (const sign of JSON.stringify(path)) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003;
    return sum % 3 === 0;
  };

/** Every value of the body whose path is secret, outermost only. */
function secretsOf(value: unknown, isSecret: IsSecret, path: Path = []): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([name, member]) => {
    const here = [...path, name];
    return isSecret(here) ? [member] : secretsOf(member, isSecret, here);
  });
}

test("whatever is taken out comes back, exactly, and the body is not touched", () => {
  fc.assert(
    fc.property(bodies, fc.nat(1000), fc.constantFrom("aes-256-gcm", "sm4-sm3"), (body, seed, name) => {
      const before = canonical(body);
      const parts = veil(suiteNamed(name), key, context, body, someOf(seed));
      assert.equal(canonical(body), before);
      assert.equal(parts.sealed === null, secretsOf(body, someOf(seed)).length === 0);
      const stored = JSON.parse(JSON.stringify(parts)) as Veiled; // as it comes from a database
      const openBefore = canonical(stored.open);
      const { body: again, erased } = unveil(key, context, stored);
      assert.equal(canonical(again), before);
      assert.equal(erased, false);
      assert.equal(canonical(stored.open), openBefore);
      assert.equal(Object.getPrototypeOf(again), Object.prototype);
    }),
    { numRuns: 1500 },
  );
});

test("the open part has nothing at a secret place, and all of the rest", () => {
  fc.assert(
    fc.property(bodies, fc.nat(1000), (body, seed) => {
      const left: unknown[] = secretsOf(veil(aes, key, context, body, someOf(seed)).open, someOf(seed));
      assert.ok(left.every((value) => value === null));
      const nothing = veil(aes, key, context, body, () => false);
      assert.equal(nothing.open, body);
      assert.equal(nothing.sealed, null);
    }),
  );
});

const file = {
  kind: "child",
  facts: { idNumber: "440582201501010012", "guardian.phone": "13800000000", name: "小明", sex: "男" },
  people: [{ name: "甲", phone: "1" }, { name: "乙" }, { name: "丙", phone: "3" }],
  notes: ["一", "二", "三"],
};

test("patterns: a plain path, a key with dots, any key, a place in a list", () => {
  const parts = veiled(file, "facts.idNumber", "facts.guardian.phone", "people.*.phone", "notes.1", "absent.*");
  assert.deepEqual(parts.open, {
    kind: "child",
    facts: { name: "小明", sex: "男" },
    people: [{ name: "甲" }, { name: "乙" }, { name: "丙" }],
    notes: ["一", null, "三"],
  });
  assert.deepEqual(back(parts), file);
  const sealed = parts.sealed ?? "";
  for (const word of ["440582", "13800000000", "二"]) {
    assert.ok(!JSON.stringify(parts).includes(word));
    assert.ok(!Buffer.from(sealed, "base64url").includes(word));
  }
});

test("patterns that mean more than one thing take all that they may mean", () => {
  const both = { facts: { guardian: { phone: "1" }, "guardian.phone": "2", "guardian.name": "3" } };
  assert.deepEqual(veiled(both, "facts.guardian.phone").open, { facts: { guardian: {}, "guardian.name": "3" } });
  assert.deepEqual(veiled(both, "facts.*.phone").open, { facts: { guardian: {}, "guardian.name": "3" } });
  assert.deepEqual(veiled(both, "facts.*").open, { facts: {} });
  assert.deepEqual(veiled(both, "facts", "facts.guardian.phone").open, {});
  assert.deepEqual(veiled({ facts: null, fact: 1 }, "facts.x", "facts").open, { fact: 1 });
  assert.deepEqual(veiled(both, "facts.guardian.phone.x", "guardian.phone", "*.phone").open, both);
  for (const wrong of ["", ".", "a..b", "a.", ".a"]) assert.throws(() => secretPaths(["a", wrong]), /empty word/);
});

test("a member that is undefined is absent, as in JSON", () => {
  const parts = veiled({ a: undefined, b: 1, c: { d: undefined, e: 2 }, f: [undefined, 1] }, "a", "c.*", "f.0");
  assert.deepEqual(parts.open, { b: 1, c: {}, f: [null, 1] });
  assert.deepEqual(back(parts), { b: 1, c: { e: 2 }, f: [null, 1] });
  assert.equal(veiled({ a: undefined }, "a").sealed, null);
});

test("what is not JSON is a bug where it would be sealed", () => {
  for (const value of [NaN, Infinity, 1n, Symbol("s"), () => 1])
    assert.throws(() => veiled({ a: [value] }, "a"), Error);
});

test("without the key the open part comes back, and it is said that something is missing", () => {
  const parts = veiled(file, "facts.idNumber", "notes.1");
  assert.deepEqual(unveil(undefined, context, parts), { body: parts.open, erased: true });
  assert.deepEqual(unveil(undefined, context, veiled(file)), { body: file, erased: false });
});

test("another key, another place, a changed text do not open", () => {
  const parts = veiled(file, "facts.*");
  const sealed = parts.sealed ?? "";
  assert.throws(() => unveil(newKey(), context, parts), damaged);
  assert.throws(() => unveil(key, contextOf("child", "other"), parts), damaged);
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed.charAt(at) === "A" ? "B" : "A";
    const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
    assert.throws(() => unveil(key, context, { ...parts, sealed: changed }), damaged, String(at));
  }
  for (const other of ["", " ", `${sealed}=`, `${sealed} `, `${sealed}\n`, sealed.slice(1), `${sealed}A`])
    assert.throws(() => unveil(key, context, { ...parts, sealed: other }), damaged, other.slice(-5));
});

test("an open part that was changed where something belongs is noticed, not written over", () => {
  const { sealed } = veiled(file, "facts.idNumber", "people.*.phone", "notes.1");
  const open = { kind: "child", facts: { name: "小明" }, people: [{}, {}, {}], notes: ["一", null, "三"] };
  assert.deepEqual(back({ open, sealed })["notes"], file.notes);
  const changed: Body[] = [
    { ...open, facts: { idNumber: "1" } },
    { ...open, facts: { idNumber: null } },
    { ...open, facts: null },
    { ...open, facts: "text" },
    { kind: "child" },
    { ...open, people: [{}, {}] },
    { ...open, people: {} },
    { ...open, people: [{ phone: 1 }, {}, {}] },
    { ...open, notes: ["一", "换", "三"] },
    { ...open, notes: ["一"] },
    {},
  ];
  for (const body of changed) assert.throws(() => back({ open: body, sealed }), damaged, JSON.stringify(body));
});

test("an authentic text that is no veil is refused", () => {
  for (const text of ["", "x", "1", "null", "[]", '[["a"]]', '{"a":1}', '{"a":null}', '{"kind":["x"]}', '{"a":"b"}']) {
    const sealed = aes.seal(key, Buffer.from(text), context).toString("base64url");
    assert.throws(() => back({ open: { kind: "child" }, sealed }), damaged, text);
  }
});

test("the length does not tell yes from no", () => {
  const lengths = ["阴性", "阳性，待复查", "x", ""].map((text) => veiled({ hiv: text }, "hiv").sealed?.length);
  assert.equal(new Set(lengths).size, 1);
  const longer = veiled({ hiv: "x".repeat(100) }, "hiv").sealed?.length ?? 0;
  assert.ok(longer > (lengths[0] ?? 0));
});
