import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfDoors } from "./doors.ts";
import { parseModule } from "./module.ts";
import { pureFiles } from "./places.ts";

/** Walls broken by one file of that text, as `line what`; `others` stand beside it. */
const walls = (file: string, text: string, others: Readonly<Record<string, string>> = {}): string[] => {
  const modules = Object.entries({ ...others, [file]: text }).map(([name, content]) => parseModule(name, content));
  return faultsOfDoors(modules).map(({ file: at, line, what }) => `${at}:${line} ${what}`);
};

const broken: readonly (readonly [string, string])[] = [
  ["src/kernel/day.ts", `import { rank } from "#engines/rules/rank.ts";`],
  ["src/kernel/day.ts", `import { readFileSync } from "node:fs";`],
  ["src/kernel/day.ts", `import { readFileSync } from "fs";`],
  ["src/kernel/day.ts", `import { z } from "zod";`],
  ["src/engines/rules/judge.ts", `import { visit } from "#capabilities/visit/words.ts";`],
  ["src/engines/rules/judge.ts", `import { visit } from "../../capabilities/visit/words.ts";`],
  ["src/engines/rules/judge.ts", `import { due } from "#engines/schedule/due.ts";`],
  ["src/engines/rules/judge.ts", `export { pool } from "#platform/db/pool.ts";`],
  ["src/capabilities/visit/words.ts", `import { sql } from "#platform/db/sql.ts";`],
  ["src/capabilities/visit/decide.ts", `import { findVisit } from "./store.ts";`],
  ["src/capabilities/visit/decide.ts", `import type { Row } from "./store.ts";`],
  ["src/capabilities/visit/decide.ts", `import { react } from "#capabilities/grading/react.ts";`],
  ["src/capabilities/visit/decide.ts", `import { grade } from "#capabilities/grading/index.ts";`],
  ["src/capabilities/visit/actions.ts", `import { saveGrade } from "#capabilities/grading/store.ts";`],
  ["src/capabilities/visit/store.ts", `export * from "../grading/store.ts";`],
  ["src/capabilities/visit/routes.ts", `const page = await import("#web/desk/visit/page.ts");`],
  ["src/platform/http/server.ts", `import type { Grade } from "#capabilities/grading/words.ts";`],
  ["src/platform/db/pool.ts", `type G = import("#engines/rules/catalogue.ts").Facts;`],
  ["src/web/desk/visit/page.tsx", `import { findVisit } from "#capabilities/visit/store.ts";`],
  ["src/web/desk/visit/page.tsx", `import { record } from "#capabilities/visit/actions.ts";`],
  ["src/web/desk/visit/page.tsx", `import { sql } from "#platform/db/sql.ts";`],
  ["src/web/phone/outbox.ts", `import { randomUUID } from "node:crypto";`],
  ["src/platform/http/server.ts", `import { main } from "../../main.ts";`],
  ["src/capabilities/visit/index.ts", `import type { Command } from "../../commands/command.ts";`],
  ["src/platform/db/pool.ts", `import { cast } from "#test/cast.ts";`],
  ["src/platform/db/pool.ts", `const { cast } = require("../../../tools/house.test.ts");`],
];

for (const [file, text] of broken) {
  test(`a wall: ${file}: ${text}`, () => {
    const found = walls(file, `// first line\n${text}\n`);
    assert.equal(found.length, 1, found.join("\n"));
    assert.ok(found[0]?.startsWith(`${file}:2 `), found[0]);
  });
}

const open: readonly (readonly [string, string])[] = [
  ["src/kernel/id.ts", `import { v7 } from "uuid"; import { isDay } from "./day.ts";`],
  ["src/engines/rules/judge.ts", `import { type Day } from "#kernel/day.ts"; import { parse } from "./parse.ts";`],
  [
    "src/capabilities/visit/words.ts",
    `import { z } from "zod"; import type { Child } from "#capabilities/registry/facts.ts";`,
  ],
  [
    "src/capabilities/visit/decide.ts",
    `import { Grade } from "#capabilities/grading/words.ts"; import { due } from "#engines/schedule/due.ts";`,
  ],
  ["src/capabilities/visit/decide.ts", `import type { Decision } from "./decision.ts";`],
  [
    "src/capabilities/visit/actions.ts",
    `import { grade } from "#capabilities/grading/index.ts"; import { db } from "#platform/db/pool.ts"; import "./store.ts";`,
  ],
  [
    "src/platform/http/server.ts",
    `import fastify from "fastify"; import { createServer } from "node:http"; import "../db/pool.ts";`,
  ],
  [
    "src/web/desk/visit/page.tsx",
    `import { Button } from "antd"; import { words } from "#capabilities/visit/zh.ts"; import "../../ui/page.css";`,
  ],
  ["src/main.ts", `import { routes } from "./capabilities/visit/routes.ts"; import "./commands/serve.ts";`],
  [
    "src/capabilities/visit/routes.test.ts",
    `import { cast } from "#test/cast.ts"; import { saveGrade } from "#capabilities/grading/store.ts";`,
  ],
  ["test/cast.ts", `import { start } from "../src/main.ts";`],
];

for (const [file, text] of open) test(`an open door: ${file}`, () => assert.deepEqual(walls(file, text), []));

test("what a pure file imports of its own folder is pure too, through any number of steps", () => {
  const others = {
    "src/capabilities/visit/decide.ts": `import { due } from "./due.ts";`,
    "src/capabilities/visit/due.ts": `import { step } from "./step.ts";`,
  };
  const found = walls("src/capabilities/visit/step.ts", `import { pool } from "#platform/db/pool.ts";`, others);
  assert.match(found.join("\n"), /^src\/capabilities\/visit\/step\.ts:1 pure may not import src\/platform/);
});

test("a type of one's own folder makes nothing pure, a value beside it does", () => {
  const source = parseModule("src/capabilities/area/source.ts", `import "node:fs";`);
  const pure = (text: string): boolean =>
    pureFiles([parseModule("src/capabilities/area/decide.ts", text), source]).has(source.file);
  assert.equal(pure(`import type { Row } from "./source.ts";`), false);
  assert.equal(pure(`export type { Row } from "./source.ts";`), false);
  assert.equal(pure(`import { type Row } from "./source.ts";`), true);
  assert.equal(pure(`import { rows, type Row } from "./source.ts";`), true);
});

test("an acting file does not become pure by being imported from the pure side", () => {
  const pure = pureFiles([
    parseModule("src/capabilities/visit/decide.ts", `import { findVisit } from "./store.ts";`),
    parseModule("src/capabilities/visit/store.ts", `import "#platform/db/pool.ts";`),
  ]);
  assert.deepEqual([...pure], ["src/capabilities/visit/decide.ts"]);
});

test("a file beside the rooms is named", () => {
  assert.match(walls("src/lib/strings.ts", "export const a = 1;").join(), /stands in no room/);
  assert.match(walls("src/main.ts", `import "./lib/strings.ts";`).join(), /stands in no room/);
});

test("an import in a comment, a string, a template or a regular expression is none", () => {
  const text = `
    // import { pool } from "#platform/db/pool.ts";
    /* export * from "#platform/db/pool.ts"; */
    export const a = 'import "#platform/db/pool.ts"';
    export const b = \`import "#platform/db/pool.ts"; \${a}\`;
    export const c = /import "#platform\\/db"/;`;
  assert.deepEqual(walls("src/kernel/day.ts", text), []);
});

test("a file that does not parse is a fault, not a silence", () => {
  assert.throws(() => walls("src/kernel/day.ts", "import { from"), /day\.ts does not parse/);
});
