import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import { filledSurvey } from "#capabilities/survey/index.ts";
import { readRows, saveWorkbook } from "#platform/files/index.ts";
import { leftBehind, places } from "../../test/cast.ts";
import { answerOf, populate, site, type Site } from "../../test/site.ts";
import { find, terms } from "./export.ts";
import { command as importSurvey } from "./import.ts";
import { command as drawReturn } from "./return.ts";

/* What leaves at the machine's own console, and how a file that turned up somewhere is found again. */

let here: Site;
const folder = mkdtempSync(join(tmpdir(), "tonghu-console-"));
const at = (name: string): string => join(folder, name);

before(async () => {
  here = await site();
  const installation = await here.open();
  await populate(installation, 2);
  await installation.close();
});
after(async () => {
  await here.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (out?: string, more: object = {}) => ({ area: places.county, ...(out && { out }), ...more }); // prettier-ignore
const last = (): string => here.io.said.at(-1) ?? "";
const digest = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

interface Row {
  readonly number: string;
  readonly kind: string;
  readonly purpose: string;
  readonly children: number;
  readonly sha256: string;
  readonly post: string;
  readonly expires_at: string | null;
  readonly area: string;
}
const rows = async (): Promise<Row[]> => (await here.database.db.owner.query<Row & Record<string, unknown>>("select * from export_ledger order by id")).rows; // prettier-ignore
const newest = async (): Promise<Row> => (await rows()).at(-1) ?? assert.fail("no row");

interface Found {
  readonly origins: readonly { readonly line: { readonly number: string }; readonly same?: boolean }[];
}
async function found(given: string): Promise<Found> {
  await find.run({}, [given], here.io);
  return JSON.parse(last()) as Found;
}

test("a return is drawn as before, logged as the machine's, and every format is found again by itself", async () => {
  for (const ending of ["xlsx", "pdf", "html", "json"]) {
    const out = at(`表.${ending}`);
    assert.equal(await answerOf(drawReturn, here.io, asked(out), ["puning-annex-1"]), "0", ending);
    const row = await newest();
    assert.deepEqual(
      [row.kind, row.purpose, row.post, row.children, row.area, row.expires_at],
      ["returns", "reporting", "system", 0, places.county, null],
    );
    assert.equal(row.sha256, digest(out), ending);
    const { origins } = await found(out);
    assert.deepEqual(origins.map(({ line, same }) => [line.number, same]), [[row.number, true]], ending); // prettier-ignore
  }
});

test("standard output is logged too, with the digest of what a redirect would keep", async () => {
  assert.equal(await answerOf(drawReturn, here.io, asked(), ["puning-annex-1"]), "0");
  const text = last();
  const row = await newest();
  assert.equal((JSON.parse(text) as { export: { number: string } }).export.number, row.number);
  assert.equal(row.sha256, createHash("sha256").update(`${text}\n`).digest("hex"));
});

test("a copy that was opened, changed and saved by another program is still found, by its number", async () => {
  const out = at("名册.xlsx");
  assert.equal(await answerOf(drawReturn, here.io, asked(out, { purpose: "inspection" }), ["puning-annex-2"]), "0");
  const row = await newest();
  assert.deepEqual([row.kind, row.purpose, row.children], ["register", "inspection", 2]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(out);
  book.worksheets[0]?.spliceRows(1, 2);
  await book.xlsx.writeFile(at("改动.xlsx"));
  const { origins } = await found(at("改动.xlsx"));
  assert.deepEqual(origins.map(({ line, same }) => [line.number, same]), [[row.number, false]]); // prettier-ignore
  assert.equal((await found(row.number)).origins.length, 1);
  assert.equal((await found(row.sha256.toUpperCase())).origins.length, 1);
});

test("what never left is not found; what is no file, number or digest is refused", async () => {
  writeFileSync(at("别的.txt"), "没有编号");
  assert.equal(await answerOf(find, here.io, {}, [at("别的.txt")]), "1");
  assert.equal(await answerOf(find, here.io, {}, ["20200101-00000-00000"]), "1");
  assert.equal(await answerOf(find, here.io, {}, [at("没有.xlsx")]), "files.not_found");
  assert.equal(await answerOf(find, here.io, {}), "cli.usage");
});

test("a survey's returned workbook is marked and logged, and goes in again as it is", async () => {
  const survey = at("摸排表.xlsx");
  const village = "玉环居委会";
  await saveWorkbook(survey, filledSurvey([{ village, facts: { ...leftBehind, name: "林小满" } }, { village, facts: { ...leftBehind, name: "黄小错", idNumber: "990000201405010010" } }])); // prettier-ignore
  const values = { area: places.east, returned: at("退回.xlsx") };
  assert.equal(await answerOf(importSurvey, here.io, values, [survey]), "1");
  const row = await newest();
  assert.deepEqual([row.kind, row.purpose, row.children, row.sha256], ["survey", "verification", 2, digest(values.returned)]); // prettier-ignore
  assert.ok((await Array.fromAsync(readRows(values.returned))).length > 2);
  assert.equal(await answerOf(importSurvey, here.io, { area: places.east }, [values.returned]), "1");
});

test("a purpose is a word of the list or its Chinese name; a wrong one leaves nothing", async () => {
  const had = (await rows()).length;
  const wrong = asked(at("无.xlsx"), { purpose: "curiosity" });
  assert.equal(await answerOf(drawReturn, here.io, wrong, ["puning-annex-1"]), "cli.usage");
  assert.equal(await answerOf(drawReturn, here.io, asked(at("无.xlsx")), ["no-such"]), "returns.unknown");
  assert.deepEqual([(await rows()).length, existsSync(at("无.xlsx"))], [had, false]);
  const named = asked(at("有.xlsx"), { purpose: "档案抽查、检查" });
  assert.equal(await answerOf(drawReturn, here.io, named, ["puning-annex-1"]), "0");
  assert.equal((await newest()).purpose, "inspection");
});

test("terms are data, within bounds", async () => {
  const held = (): { kind: string; minutes: number }[] => JSON.parse(last()) as { kind: string; minutes: number }[];
  assert.equal(await answerOf(terms, here.io, {}), "0");
  assert.deepEqual(held().map(({ kind, minutes }) => [kind, minutes]), [["bulletin", 120], ["conference", 120], ["list", 120], ["referral", 120], ["register", 60], ["returns", 1440], ["rights", 60], ["sharing", 1440], ["survey", 120]]); // prettier-ignore
  assert.equal(await answerOf(terms, here.io, { kind: "register", minutes: "30" }), "0");
  assert.equal(held().find(({ kind }) => kind === "register")?.minutes, 30);
  for (const minutes of ["4", "10081", "x", "-5"])
    assert.equal(await answerOf(terms, here.io, { kind: "register", minutes }), "export.term_wrong", minutes);
  for (const values of [{ kind: "register" }, { minutes: "30" }, { kind: "backups", minutes: "30" }])
    assert.equal(await answerOf(terms, here.io, values), "cli.usage", JSON.stringify(values));
});
