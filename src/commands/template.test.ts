import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { listSheets } from "#platform/files/index.ts";
import { command } from "./template.ts";

const io = { out: () => undefined, err: () => undefined, env: {}, json: false };

test("without an area no database is needed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tonghu-template-"));
  try {
    const out = join(folder, "摸排表.xlsx");
    assert.equal(await command.run({ out }, [], io), 0);
    assert.deepEqual(await readdir(folder), ["摸排表.xlsx"]);
    assert.deepEqual((await listSheets(out)).map((sheet) => sheet.name), ["填写说明", "排查表", "选项"]); // prettier-ignore
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("wrong usage is said before anything is opened", async () => {
  const wrong = [{}, { out: "x.csv" }, { out: "x.xlsx", area: "44" }, { out: "x.xlsx", area: "普宁" }];
  for (const values of wrong) await assert.rejects(command.run(values, [], io), { code: "cli.usage" });
});
