import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { readJson } from "./json.ts";

const read = (text: string): unknown => readJson(Buffer.from(text, "utf8"));
const reasonOf = (bytes: Uint8Array): unknown => {
  try {
    readJson(bytes);
  } catch (thrown) {
    assert.ok(isProblem(thrown), String(thrown));
    assert.equal(thrown.code, "http.malformed");
    return thrown.data["reason"];
  }
  return undefined;
};

suite("JSON from anybody", () => {
  const refused: readonly [string, string, string][] = [
    ["a key twice", '{"name":"甲","name":"乙"}', "duplicate_key"],
    ["a key twice, once escaped", '{"name":"甲","\\u006eame":"乙"}', "duplicate_key"],
    ["a key twice, deep and with blanks", '[1,{"a":{"b":1 , "b" : 2}}]', "duplicate_key"],
    ["a nest without end", "[".repeat(50_000), "too_deep"],
    ["a nest of objects", '{"a":'.repeat(50_000), "too_deep"],
    ["NUL", '{"a":"\\u0000"}', "characters"],
    ["half a surrogate pair", '{"a":"\\ud800"}', "characters"],
    ["a number without end", '{"a":1e400}', "number"],
    ["the prototype", '{"__proto__":{}}', "reserved_key"],
    ["no JSON", "{", "not_json"],
    ["a string without end", '{"a', "not_json"],
    ["a wrong escape in a key", '{"\\x":1}', "not_json"],
  ];
  for (const [name, text, reason] of refused) test(name, () => assert.equal(reasonOf(Buffer.from(text)), reason));

  test("bytes that are not UTF-8 are never stored as �", () => {
    assert.equal(reasonOf(Buffer.from([0x22, 0xc4, 0xe3, 0x22])), "not_utf8");
    assert.equal(reasonOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])), "not_utf8");
  });

  test("the same word as key and value, in several objects, and after a quote within a string is no repetition", () => {
    const text = '[{"a":"a","b":["a","a:"]},{"a":{"a":"\\"a\\":"}}]';
    assert.deepEqual(read(text), JSON.parse(text));
  });
});
