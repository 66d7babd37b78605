import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { isProblem } from "#kernel/problem.ts";
import { Key, newKey } from "./key.ts";
import { contextOf, open, type Suite, suiteNamed, suiteNames } from "./suite.ts";

const damaged = (thrown: unknown): boolean =>
  isProblem(thrown) && thrown.code === "crypto.damaged" && thrown.status === 500;
const refused = (read: () => unknown): void => assert.throws(read, damaged);

const key = newKey();
const context = contextOf("child", "entry", "facts");
const plain = Buffer.from("监护人电话 13800000000");

/** One text with one bit of it flipped, for each bit; one byte less, at each place; one more. */
function* touched(sealed: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const copy = Buffer.from(sealed);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy;
  }
  for (let at = 0; at < sealed.length; at += 1) {
    yield sealed.subarray(0, at);
    yield Buffer.concat([sealed.subarray(0, at), sealed.subarray(at + 1)]);
  }
  yield Buffer.concat([sealed, Buffer.of(0)]);
  yield Buffer.concat([Buffer.of(sealed[0] ?? 0), sealed]);
}

const each = (what: string, check: (suite: Suite) => void): void => {
  for (const name of suiteNames) test(`${name}: ${what}`, () => check(suiteNamed(name)));
};

each("no changed, missing or added byte opens", (suite) => {
  const sealed = suite.seal(key, plain, context);
  let tried = 0;
  for (const other of touched(sealed)) {
    refused(() => open(key, other, context));
    tried += 1;
  }
  assert.equal(tried, sealed.length * 10 + 2);
  assert.deepEqual(open(key, sealed, context), plain);
});

each("another key, another context, or an empty text does not open", (suite) => {
  const sealed = suite.seal(key, plain, context);
  const others = ["", "child", contextOf("child", "entry", "fact"), contextOf("child", "entryfacts"), `${context} `];
  for (const other of others) refused(() => open(key, sealed, other));
  refused(() => open(newKey(), sealed, context));
  refused(() => open(key, Buffer.alloc(0), context));
  refused(() => open(key, plain, context));
});

each("any bytes come back, whatever the context, and no two texts are the same", (suite) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 40 }), (bytes, place) => {
      const text = Buffer.from(bytes);
      const [one, two] = [suite.seal(key, text, Buffer.from(place)), suite.seal(key, text, Buffer.from(place))];
      assert.deepEqual(open(key, one, Buffer.from(place)), text);
      assert.notDeepEqual(one, two);
    }),
  );
  const large = Buffer.alloc(3_000_000, "儿");
  assert.ok(open(key, suite.seal(key, large, context), context).equals(large));
});

each("no byte moves between the context and the ciphertext", (suite) => {
  const sealed = suite.seal(key, plain, Buffer.from("ab"));
  for (const other of ["a", "abc", "", "ba"]) refused(() => open(key, sealed, other));
  // the first byte of the IV taken for the context's last
  const moved = Buffer.concat([sealed.subarray(0, 1), sealed.subarray(2)]);
  refused(() => open(key, moved, Buffer.concat([Buffer.from("ab"), sealed.subarray(1, 2)])));
});

each("what is sealed is as long as promised and shows nothing", (suite) => {
  const more = suite.name === "sm4-sm3" ? 49 : 29;
  for (const length of [0, 1, 15, 16, 17, 200]) {
    const sealed = suite.seal(key, Buffer.alloc(length, "A"), context);
    assert.equal(sealed.length, length + more);
    if (length > 15) assert.ok(!sealed.includes("A".repeat(8)));
  }
});

test("texts of both suites lie beside each other under one key, and each suite opens both", () => {
  const [aes, sm] = [suiteNamed("aes-256-gcm"), suiteNamed("sm4-sm3")];
  const rows = [aes, sm, sm, aes].map((suite) => suite.seal(key, plain, context));
  for (const suite of [aes, sm]) for (const row of rows) assert.deepEqual(suite.open(key, row, context), plain);
  assert.deepEqual(
    rows.map((row) => [aes.made(row), sm.made(row)]),
    [
      [true, false],
      [false, true],
      [false, true],
      [true, false],
    ],
  );
  // a text of the one that says it is the other's
  for (const row of rows) {
    const claimed = Buffer.from(row);
    claimed[0] = row[0] === 1 ? 2 : 1;
    refused(() => open(key, claimed, context));
  }
});

test("contexts of different lists differ", () => {
  const parts = fc.array(fc.string(), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = one.length === other.length && one.every((part, n) => part === other[n]);
      assert.equal(contextOf(...one) === contextOf(...other), same);
    }),
  );
});

test("a digest is the same each time, and another one with another key, suite or text", () => {
  const [aes, sm] = [suiteNamed("aes-256-gcm"), suiteNamed("sm4-sm3")];
  const digests = [aes.digest(key, "甲"), sm.digest(key, "甲"), aes.digest(newKey(), "甲"), aes.digest(key, "乙")];
  assert.equal(new Set(digests).size, 4);
  for (const digest of digests) assert.match(digest, /^[\w-]{43}$/);
  assert.equal(aes.digest(new Key(key.bytes()), "甲"), digests[0]);
});

test("a suite is chosen by name; none is the first, an unknown one is refused", () => {
  assert.equal(suiteNamed(undefined).name, "aes-256-gcm");
  assert.equal(suiteNamed("").name, "aes-256-gcm");
  for (const name of ["sm4", "AES-256-GCM", "__proto__", "toString", " "])
    assert.throws(
      () => suiteNamed(name),
      (thrown) => isProblem(thrown) && thrown.code === "crypto.suite_unknown",
    );
});

test("a key has 32 bytes, copies them, and shows nothing of itself", () => {
  for (const length of [0, 16, 31, 33]) assert.throws(() => new Key(Buffer.alloc(length)), /32 bytes/);
  const bytes = Buffer.alloc(32, 0xab);
  const made = new Key(bytes);
  const sealed = suiteNamed(undefined).seal(made, plain, context);
  bytes.fill(0);
  assert.deepEqual(open(made, sealed, context), plain);
  const shown = `${inspect(made, { depth: 9, showHidden: true })} ${JSON.stringify(made)}`;
  assert.doesNotMatch(shown, /ab ab|abab|171/i);
});
