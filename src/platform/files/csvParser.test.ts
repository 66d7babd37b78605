import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CsvParser } from "./csvParser.ts";
import { defaultLimits } from "./limits.ts";

/** The cells of a text that comes in pieces of `size` characters. */
function read(text: string, size = text.length || 1): string[][] {
  const parser = new CsvParser("表", defaultLimits);
  const rows = [];
  for (let at = 0; at < text.length; at += size) {
    parser.feed(text.slice(at, at + size));
    rows.push(...parser.take());
  }
  parser.end();
  rows.push(...parser.take());
  return rows.map(({ cells }) => cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
}

const line = fc.tuple(
  fc.constantFrom("陈", "a", "x1"),
  fc.string({ unit: fc.constantFrom("一", '"', ",", "\n", "\r\n", "b") }),
);
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

test("cells in quotes come back as they were, however the text is cut", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (lines, size) => {
      const text = lines.map((cells) => cells.map(quoted).join(",")).join("\n");
      assert.deepEqual(read(text, size), read(text));
      assert.deepEqual(read(text), lines.map((cells) => [...cells]));
    }),
  );
}); // prettier-ignore

test("a quote that closes nowhere swallows no line: neither to the end, nor to the next cell in quotes", () => {
  const people = Array.from({ length: 400 }, (_, n) => `陈${n},男`);
  for (const [at, other] of [[100, 390], [100, 105], [399, 399], [0, 300]] as const) {
    const lines = people.with(at, `"陈坏,男`).with(other, `"陈好","男"`);
    for (const size of [1, 7, 64, 100_000]) {
      const rows = read(`姓名,性别\n${lines.join("\r\n")}`, size);
      assert.equal(rows.length, 401, `${at} ${other} ${size}`);
      if (at !== other) assert.deepEqual(rows[at + 1], ['"陈坏', "男"]);
      assert.deepEqual(rows[other + 1], ["陈好", "男"]);
    }
  }
}); // prettier-ignore

test("a cell may go over lines, and text behind a closing quote in one line is forgiven", () => {
  assert.deepEqual(read('a,"b\nc"\nd,"e"f'), [["a", "b\nc"], ["d", "ef"]]); // prettier-ignore
});

test("nothing but quotes is read in a moment, or refused by its row", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "x"), maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (text, size) => {
      assert.deepEqual(read(text, size), read(text));
      const letters = (some: string): number => some.split("x").length;
      assert.equal(letters(read(text).flat().join("")), letters(text), "no letter is lost");
    }),
    { numRuns: 2000 },
  );
  const hostile = `"${"y".repeat(300_000)}\n`.repeat(300);
  assert.throws(() => read(`a,b\n${hostile}`, 65_536), { code: "files.quotes_broken" });
}); // prettier-ignore
