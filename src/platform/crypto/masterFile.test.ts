import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { isProblem } from "#kernel/problem.ts";
import { ownFolder } from "../../../test/folder.ts";
import { addMasterToFile, dropMasterFromFile, makeMasterFile, readMasterFile } from "./masterFile.ts";
import { readMasters } from "./masterText.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = ownFolder("master");
  file = join(folder, "master.key");
});

const refusal =
  (code: string, data: Record<string, unknown> = {}) =>
  (thrown: unknown): boolean => {
    assert.ok(isProblem(thrown), String(thrown));
    assert.equal(thrown.code, code);
    for (const [name, value] of Object.entries(data)) assert.equal(thrown.data[name], value);
    return true;
  };
const ids = (): string[] => readMasterFile(folder).map(({ id }) => id);
const write = (text: string) => writeFile(file, text, { mode: 0o600 });
const strong = "8f1c5a7e93d24b60e1f7a83c59d2046b7be41da0935c68f2147ad9e30b56c8f1";
const other = "27d19be3450fa86c91be72d40f6a835ec70b39d4a1582fe6096c4b7de8135fa2";

test("the file is made once, for its owner only, and nothing is left beside it", async () => {
  makeMasterFile(folder);
  const first = await readFile(file, "utf8");
  assert.match(first, /^[0-9a-f]{16} [0-9a-f]{64}\n$/);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  makeMasterFile(folder);
  assert.equal(await readFile(file, "utf8"), first);
  assert.deepEqual(await readdir(folder), ["master.key"]);
  assert.deepEqual(ids(), [first.slice(0, 16)]);
  makeMasterFile(join(folder, "new", "folder"));
  assert.equal(readMasterFile(join(folder, "new", "folder")).length, 1);
});

const run = promisify(execFile);
const source = new URL("masterFile.ts", import.meta.url).href;
const elsewhere = (code: string) =>
  run(process.execPath, ["--input-type=module", "-e", `import * as m from ${JSON.stringify(source)}; ${code}`], {
    env: { ...process.env, FOLDER: folder },
  }).then(({ stdout }) => stdout.trim());

/** Starts all of them at the same moment, however long node took to load. */
const atOnce = (work: string): Promise<string[]> => {
  const start = Date.now() + 1500;
  const code = `await new Promise((go) => setTimeout(go, ${start} - Date.now())); const folder = process.env.FOLDER; console.log(${work})`;
  return Promise.all(Array.from({ length: 6 }, () => elsewhere(code)));
};

test("six processes that make the file at once have the same key", async () => {
  const seen = await atOnce("(m.makeMasterFile(folder), m.readMasterFile(folder).map(({ id }) => id).join())");
  assert.equal(new Set(seen).size, 1);
  assert.deepEqual(ids(), [seen[0]]);
  assert.deepEqual(await readdir(folder), ["master.key"]);
});

test("six processes that add a key at once all find theirs in the file", async () => {
  makeMasterFile(folder);
  const [first = ""] = ids();
  const added = await atOnce("m.addMasterToFile(folder)");
  assert.equal(ids().length, 7);
  assert.equal(ids().at(-1), first);
  assert.deepEqual(ids().slice(0, 6).toSorted(), added.toSorted());
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test("a key is added in front; only one that is not current can be dropped", async () => {
  makeMasterFile(folder);
  const [first = ""] = ids();
  const second = addMasterToFile(folder);
  assert.deepEqual(ids(), [second, first]);
  assert.throws(() => dropMasterFromFile(folder, second, second), refusal("crypto.master_current", { id: second }));
  assert.throws(() => dropMasterFromFile(folder, "0".repeat(16), second), refusal("crypto.master_unknown"));
  assert.deepEqual(ids(), [second, first]);
  dropMasterFromFile(folder, first, second);
  assert.deepEqual(ids(), [second]);
  // the current one lies elsewhere: with the last key the file goes
  dropMasterFromFile(folder, second, first);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name !== "master.key.lock"),
    [],
  );
});

test("nothing is added to a file that is not there", async () => {
  assert.throws(() => addMasterToFile(folder), refusal("crypto.master_missing"));
  assert.throws(() => addMasterToFile(join(folder, "none")), refusal("crypto.master_file", { reason: "ENOENT" }));
  assert.ok(!(await readdir(folder)).includes("master.key"));
});

test("a file that others can read is refused, and not read", async () => {
  makeMasterFile(folder);
  for (const mode of [0o644, 0o640, 0o604, 0o660, 0o610]) {
    await chmod(file, mode);
    assert.throws(() => ids(), refusal("crypto.master_file_open", { file, mode: mode.toString(8) }));
    assert.throws(() => addMasterToFile(folder), refusal("crypto.master_file_open"));
  }
  await chmod(file, 0o400);
  assert.equal(ids().length, 1);
});

test("a file that cannot be used is a refusal with its reason", async () => {
  await mkdir(file);
  await chmod(file, 0o700);
  assert.throws(() => ids(), refusal("crypto.master_file", { reason: "EISDIR" }));
  await rm(file, { recursive: true });
  await write("");
  assert.throws(
    () => makeMasterFile(join(file, "below")),
    refusal("crypto.master_file", { file: join(file, "below", "master.key") }),
  );
  assert.throws(() => ids(), refusal("crypto.master_malformed", { source: file, item: 1 }));
});

test("keys are written with their id or without, on lines or between commas", () => {
  const [a, b] = [strong, other].map((hex) => readMasters(Buffer.from(hex), "x")[0]?.id ?? "");
  const texts = [`${strong}\n${other}`, `${strong},${other}`, `\r\n ${a} ${strong}\r\n\n\t${b}\t${other} \r\n`, `${a} ${strong},,${other},`, `${String(a).toUpperCase()} ${strong.toUpperCase()}\n${other}`]; // prettier-ignore
  for (const text of texts)
    assert.deepEqual(
      readMasters(Buffer.from(text), "x").map(({ id }) => id),
      [a, b],
      text,
    );
  for (const text of ["", "\n\n", " , "]) assert.deepEqual(readMasters(Buffer.from(text), "x"), []);
});

test("what is no key is named by its place and never repeated; the text is wiped", async () => {
  const [mine] = readMasters(Buffer.from(strong), "x");
  const wrong: [string, string, number][] = [
    [strong.slice(1), "crypto.master_malformed", 1],
    [`${strong}0`, "crypto.master_malformed", 1],
    [`${strong.slice(1)}g`, "crypto.master_malformed", 1],
    [`${strong.slice(1)}:`, "crypto.master_malformed", 1],
    [`${other}\n${strong} ${strong} x`, "crypto.master_malformed", 2],
    [`{"key":"${strong}"}`, "crypto.master_malformed", 1],
    [`\uFEFF${strong}`, "crypto.master_malformed", 1],
    [`${other},${"0".repeat(64)}`, "crypto.master_weak", 2],
    ["0123456789abcdef".repeat(4), "crypto.master_weak", 1],
    [`${"0".repeat(16)} ${strong}`, "crypto.master_mismatch", 1],
    [`${mine?.id} ${other}`, "crypto.master_mismatch", 1],
    ["\0".repeat(64), "crypto.master_malformed", 1],
  ];
  for (const [content, code, item] of wrong) {
    const text = Buffer.from(content);
    const check = (thrown: unknown): boolean => {
      assert.ok(isProblem(thrown));
      assert.doesNotMatch(`${JSON.stringify(thrown.data)} ${thrown.stack}`, /[0-9a-f]{20}/i);
      return refusal(code, { source: "here", item })(thrown);
    };
    assert.throws(() => readMasters(text, "here"), check, content);
    assert.ok(text.every((byte) => byte === 0));
    await write(content);
    assert.throws(() => ids(), refusal(code, { source: file, item }));
  }
});
