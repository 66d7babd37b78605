import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfConduct, faultsOfLength, faultsOfNames } from "./conduct.ts";
import { parseModule } from "./module.ts";

const conduct = (text: string, file = "src/platform/db/pool.ts"): string[] =>
  faultsOfConduct(parseModule(file, text)).map(({ line, what }) => `${line} ${what}`);

const left: readonly (readonly [string, RegExp])[] = [
  ["let a: any;", /any/],
  ["const a = (b as any).c;", /any/],
  ["type A = Record<string, any>;", /any/],
  ["console.log(1);", /console/],
  ["const { log } = { log: console.error };", /console/],
  ["// TODO later", /TODO/],
  ["/* FIXME */", /FIXME/],
  ["// @ts-ignore", /ts-ignore/],
  ["// oxlint-disable-next-line no-console", /oxlint-disable/],
  ["/* eslint-disable */", /eslint-disable/],
  ["test.only('a', () => {});", /only/],
  ["describe.skip('a', () => {});", /skip/],
  ["t.skip();", /skip/],
  ["test('a', { skip: true }, () => {});", /skip/],
  ["test('a', { todo: 'x' }, () => {});", /todo/],
];

for (const [text, expected] of left) {
  test(`left in the code: ${text}`, () => {
    const found = conduct(`\n${text}\n`);
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", expected);
    assert.match(found[0] ?? "", /^2 /);
  });
}

test("what only looks like it is let through", () => {
  const innocent = [
    "const a = 'TODO @ts-ignore console.log any';",
    "// oxlint-disable-next-line no-control-regex -- a NUL in a name is what we look for",
    "rows.skip(3); page.only('x'); cursor.test('a', { limit: 1 });",
    "const company: unknown = many;",
  ];
  assert.deepEqual(conduct(innocent.join("\n")), []);
});

test("commands and tests may print", () => {
  for (const file of ["src/commands/serve.ts", "src/cli.ts", "src/kernel/day.test.ts", "tools/build.ts"]) {
    assert.deepEqual(conduct("console.log(1);", file), []);
  }
});

test("names that say nothing are found in folders and in files", () => {
  const tree = [
    "src/utils/a.ts",
    "src/kernel/dayHelper.ts",
    "src/kernel/day-helper.ts",
    "src/areaManager.ts",
    "a/misc.md",
  ];
  const found = faultsOfNames(tree).map(({ file }) => file);
  assert.deepEqual(found, [
    "src/utils/a.ts",
    "src/kernel/dayHelper.ts",
    "src/kernel/day-helper.ts",
    "src/areaManager.ts",
    "a/misc.md",
  ]);
  assert.deepEqual(faultsOfNames(["src/kernel/commonwealth.ts", "src/utility.ts", "docs/management.md"]), []);
});

test("300 lines are let through, 301 are not", () => {
  const long = (lines: number): number =>
    faultsOfLength([parseModule("src/a.ts", "const a = 1;\n".repeat(1) + "a;\n".repeat(lines - 1))]).length;
  assert.deepEqual([long(300), long(301)], [0, 1]);
});
