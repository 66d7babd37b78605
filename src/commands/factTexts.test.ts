import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { isProblem } from "#kernel/problem.ts";
import { readChildren } from "./factTexts.ts";

/** The text in pieces, cut anywhere: also within a character. */
async function* cut(text: string, lengths: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const length = lengths[n % lengths.length] ?? 1;
    await Promise.resolve();
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function all(text: string, lengths: readonly number[] = [7]) {
  const { shape, items } = await readChildren(cut(text, lengths));
  const found: unknown[] = [];
  for await (const some of items) found.push(...some);
  return { shape, found };
}

const code = async (text: string, lengths?: readonly number[]): Promise<string> => {
  try {
    await all(text, lengths);
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
  return "";
};

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom('\\"', "]},[{", "\\\\", "儿童\n", '"'));
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }));
// Keys without escapes, as those of facts are: within one text, JSON.parse of V8 13.6 (Node 24) takes one escaped key for
// another. Nothing of ours can mend that, and no fact has such a key.
const key = fc.string({ unit: "grapheme" }).filter((one) => JSON.stringify(one) === `"${one}"`);
const object = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value)), { maxKeys: 4, noNullPrototype: true });
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test("an array is read as JSON reads it, wherever its bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(object, value), { maxLength: 6 }),
      lengths,
      fc.boolean(),
      async (list, cuts, pretty) => {
        const given = pretty ? `\ufeff \n${JSON.stringify(list, null, 2)}\n ` : JSON.stringify(list);
        assert.deepEqual(await all(given, cuts), { shape: "array", found: JSON.parse(JSON.stringify(list)) });
      },
    ),
    { numRuns: 500 },
  );
});

test("lines are read as JSON reads them, wherever their bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(object, { minLength: 2, maxLength: 6 }), lengths, async (list, cuts) => {
      const given = list.map((one) => `${JSON.stringify(one)}\r\n`).join("\n");
      assert.deepEqual(await all(given, cuts), { shape: "lines", found: JSON.parse(JSON.stringify(list)) });
    }),
    { numRuns: 300 },
  );
});

test("one object is one, on one line or on many", async () => {
  await fc.assert(
    fc.asyncProperty(object, lengths, fc.boolean(), async (one, cuts, pretty) => {
      const given = `${JSON.stringify(one, null, pretty ? 2 : 0)}\n\n`;
      assert.deepEqual(await all(given, cuts), { shape: "one", found: [JSON.parse(JSON.stringify(one))] });
    }),
    { numRuns: 300 },
  );
});

test("a line that is no JSON is undefined in its place", async () => {
  assert.deepEqual((await all('{"a":1}\n{"half":\n7\n')).found, [{ a: 1 }, undefined, 7]);
});

test("what is none of the three is refused", async () => {
  for (const given of [
    "",
    " ",
    "7",
    "null",
    "{",
    "{}{}",
    "{}x",
    "a\n{}",
    "[1",
    "[1,]",
    "[1 2]",
    "[]]",
    "[nul]",
    '["a',
    "[}]",
  ])
    for (const cuts of [[1], [100]]) assert.equal(await code(given, cuts), "policy.facts_unreadable", given);
});

test("one child of more than 16 MB is refused, however it is given", async () => {
  const long = `{"a":"${"x".repeat(18_000_000)}"`;
  for (const given of [long, `[${long}`, `{}\n${long}`])
    assert.equal(await code(given, [4_000_000]), "policy.facts_too_large", given.slice(0, 9));
});

test("a key twice is no JSON, alone, in an array and on a line; the same signs within a text are", async () => {
  const read = async (given: string): Promise<unknown[]> => {
    const { items } = await readChildren(Readable.from([Buffer.from(given)]));
    return (await Array.fromAsync(items)).flat();
  };
  const twice = '{"a":1,"a":2}';
  for (const given of [twice, `[${twice}]`, '{"p":{"a":1,"a":2}}']) {
    await assert.rejects(read(given), { code: "policy.facts_unreadable" }, given);
  }
  assert.deepEqual(await read(`{"a":1}\n${twice}\n`), [{ a: 1 }, undefined]);
  assert.deepEqual(await read('{"a":"\\":","b":[{"a":1},{"a":2}]}'), [{ a: '":', b: [{ a: 1 }, { a: 2 }] }]);
});
