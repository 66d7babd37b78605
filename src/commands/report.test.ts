import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listSheets } from "#platform/files/index.ts";
import { answerOf, populate, type Site, site } from "../../test/site.ts";
import { rotate } from "./keys.ts";
import { command, impactCommand } from "./report.ts";
import { command as verifyCommand } from "./verify.ts";

/* `tonghu report`, on an installation of its own. */

let here: Site;
before(async () => {
  here = await site();
  const installation = await here.open();
  await populate(installation, 3);
  await installation.close();
});
after(() => here.close());

const year = String(new Date(Date.now() + 8 * 3_600_000).getUTCFullYear());
interface Told {
  readonly digest: string;
  readonly sections: { readonly id: string; readonly rows: (string | number)[][] }[];
}
const told = (): Told => JSON.parse(here.io.said.at(-1) ?? "{}") as Told;
const row = (id: string, first: string) =>
  told()
    .sections.find((section) => section.id === id)
    ?.rows.find((one) => one[0] === first);

test("the year's audit tells of the verification that was run, and of the files that were begun", async () => {
  assert.equal(await answerOf(command, here.io, { year }), "0");
  assert.equal(row("upkeep", "核验记录链")?.[1], 0);
  assert.equal(await answerOf(verifyCommand, here.io, {}), "0");
  assert.equal(await answerOf(command, here.io, {}), "0");
  assert.deepEqual(row("upkeep", "核验记录链")?.slice(0, 3), ["核验记录链", 1, 0]);
  assert.deepEqual(row("entries", "建立档案")?.[1], 3);
});

test("a change of the master key is told, with how many keys it wraps", async () => {
  assert.equal(await answerOf(rotate, here.io, {}), "0");
  assert.equal(await answerOf(command, here.io, {}), "0");
  assert.deepEqual(row("upkeep", "更换主密钥")?.slice(0, 3), ["更换主密钥", 1, 0]);
  assert.deepEqual(
    [row("encryption", "以单独密钥加密的档案")?.[1], row("encryption", "其中仍由旧主密钥包裹")?.[1]],
    [3, 0],
  );
});

test("files: JSON as on the console, and a workbook with a sheet for each section", async () => {
  const [json, book] = [join(here.data, "audit.json"), join(here.data, "impact.xlsx")];
  assert.equal(await answerOf(command, here.io, { year, area: "445281", out: json }), "0");
  const written = JSON.parse(readFileSync(json, "utf8")) as Told & { area: string };
  assert.deepEqual([written.area, written.digest], ["445281", told().digest]);
  assert.equal(await answerOf(impactCommand, here.io, { out: book }), "0");
  const { sections } = JSON.parse(here.io.said.at(-1) ?? "{}") as { sections: number };
  assert.equal((await listSheets(readFileSync(book))).length, sections + 1);
});

test("what is typed wrong is refused", async () => {
  for (const values of [{ year: "26" }, { year: "9999" }, { area: "x" }, { out: "a.docx" }])
    assert.equal(await answerOf(command, here.io, values), "cli.usage", JSON.stringify(values));
  assert.equal(await answerOf(command, here.io, { year }, ["surplus"]), "cli.usage");
  assert.equal(await answerOf(command, here.io, { year: String(Number(year) + 1) }), "report.year_in_future");
  assert.equal(await answerOf(impactCommand, here.io, { area: "999999" }), "area.unknown");
});
