import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"; // prettier-ignore
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { writeAside } from "#platform/files/index.ts";
import { CHUNK, contentOf, encryptedFiles } from "./encryptedFile.ts";
import { checkFiles, encryptClear, filesByMaster, rewrapFiles } from "./filesOnDisk.ts";
import { openMasters } from "./masterKeys.ts";
import { type SuiteName, suiteNamed, suiteNames } from "./suite.ts";

const root = mkdtempSync(join(tmpdir(), "tonghu-encrypted-"));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

/** A data folder of its own with a master key in it; again under another suite where one is named. */
async function house(suiteName: SuiteName, data = join(root, String((count += 1)))) {
  const suite = suiteNamed(suiteName);
  mkdirSync(join(data, "uploads"), { recursive: true });
  const masters = await openMasters({ folder: data, suite, env: {}, say: () => undefined, mayMake: true });
  const files = encryptedFiles(suite, masters);
  const put = async (name: string, content: Buffer): Promise<string> => {
    const path = join(data, "uploads", name);
    await (await writeAside(path, content, { mode: 0o600, seal: files.seal })).keep();
    return path;
  };
  const get = async (path: string): Promise<Buffer> =>
    Buffer.concat(await Array.fromAsync(contentOf(await files.open(path))));
  return { data, masters, files, put, get };
}

const isDamaged = (thrown: unknown): boolean => isProblem(thrown) && thrown.code === "crypto.damaged";
const HEAD = 17;
const headLength = (bytes: Buffer): number => HEAD + bytes.readUInt16BE(HEAD - 2);

for (const suite of suiteNames) {
  const overhead = suite === "sm4-sm3" ? 49 : 29;

  test(`${suite}: any length comes back, whole and from any place, and its digest is that of the content`, async () => {
    const { files, data, get } = await house(suite);
    for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]) {
      const content = randomBytes(length);
      const path = join(data, "uploads", `n${length}`);
      const pieces = Array.from({ length: Math.ceil(length / 7919) }, (_, n) => content.subarray(n * 7919, n * 7919 + 7919));
      const written = await writeAside(path, (async function* () { yield* pieces; })(), { seal: files.seal }); // prettier-ignore
      await written.keep();
      assert.equal(written.bytes, length);
      assert.ok((await get(path)).equals(content), `${length}`);
      const opened = await files.open(path);
      assert.equal(opened.size, length);
      for (const [offset, size] of [[0, 10], [CHUNK - 5, 10], [length - 3, 10], [length, 10], [CHUNK, 2 * CHUNK]] as const)
        if (offset >= 0) assert.ok((await opened.read(offset, size)).equals(content.subarray(offset, offset + size)), `${length} ${offset}`); // prettier-ignore
      await opened.close();
    }
  }); // prettier-ignore

  test(`${suite}: cut, continued, turned around, mixed, renamed or changed, it does not open`, async () => {
    const { put, get, data } = await house(suite);
    const path = await put("one", randomBytes(3 * CHUNK + 100));
    const bytes = readFileSync(path);
    const other = readFileSync(await put("two", randomBytes(3 * CHUNK + 100)));
    const [head, full] = [headLength(bytes), CHUNK + overhead];
    const chunk = (n: number, of = bytes): Buffer => of.subarray(headLength(of) + n * full, headLength(of) + (n + 1) * full); // prettier-ignore
    const lead = bytes.subarray(0, head);
    const changed = (at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    const wrong: Readonly<Record<string, Buffer>> = {
      "the last chunk gone": bytes.subarray(0, head + 3 * full),
      "all chunks gone": lead,
      "some bytes gone": bytes.subarray(0, bytes.length - 1),
      "cut within the head": bytes.subarray(0, 40),
      "cut within the magic": bytes.subarray(0, 5),
      "continued": Buffer.concat([bytes, chunk(0)]),
      "a byte more": Buffer.concat([bytes, Buffer.of(0)]),
      "two chunks in the other order": Buffer.concat([lead, chunk(1), chunk(0), chunk(2), chunk(3)]),
      "a chunk twice": Buffer.concat([lead, chunk(0), chunk(0), chunk(2), chunk(3)]),
      "a chunk left out": Buffer.concat([lead, chunk(0), chunk(2), chunk(3)]),
      "a chunk of another file": Buffer.concat([lead, chunk(0), chunk(1, other), chunk(2), chunk(3)]),
      "the head of another file": Buffer.concat([other.subarray(0, headLength(other)), bytes.subarray(head)]),
      "the other suite said": changed(14),
      "a bit of the wrapped key": changed(HEAD + 20),
      "a bit of the first chunk": changed(head + 100),
      "a bit of the last chunk": changed(bytes.length - 1),
      "nothing": Buffer.alloc(0),
      "in clear": Buffer.from("姓名,村（居）\n"),
    }; // prettier-ignore
    for (const [what, text] of Object.entries(wrong)) {
      writeFileSync(path, text);
      await assert.rejects(get(path), isDamaged, what);
    }
    writeFileSync(path, bytes);
    const moved = join(data, "uploads", "three");
    copyFileSync(path, moved);
    await assert.rejects(get(moved), isDamaged, "under another name");
    renameSync(join(data, "uploads", "two"), path);
    await assert.rejects(get(path), isDamaged, "another file in its place");
  });
}

test("the last chunk is looked at first: a file that was cut gives nobody its first bytes", async () => {
  const { put, files } = await house("aes-256-gcm");
  const path = await put("one", randomBytes(5 * CHUNK));
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, headLength(bytes) + 2 * (CHUNK + 29)));
  await assert.rejects(files.open(path), isDamaged);
});

test("nothing of the content stands on the disk, not while it is written and not where it breaks off", async () => {
  const { data, files } = await house("aes-256-gcm");
  const folder = join(data, "uploads");
  const word = Buffer.from("金丝雀甲");
  const seen: Buffer[] = [];
  async function* content(): AsyncGenerator<Buffer> {
    for (let n = 0; n < 40; n += 1) yield Buffer.alloc(word.length * 2000, word);
    for (const name of readdirSync(folder)) seen.push(readFileSync(join(folder, name)));
    throw new Error("broken off");
  }
  await assert.rejects(writeAside(join(folder, "x"), content(), files), /broken off/);
  assert.ok(seen.length === 1 && (seen[0]?.length ?? 0) > CHUNK, "half a file was there");
  assert.ok(!seen[0]?.includes(word));
  assert.deepEqual(readdirSync(folder), []);
});

test("a new master wraps every file's key; the old one opens none any more, and readers read on", async () => {
  const { data, files, put, get, masters } = await house("aes-256-gcm");
  const content = randomBytes(2 * CHUNK);
  const path = await put("a.upload", content);
  const yesterday = new Date(Date.now() - 86_400_000);
  utimesSync(path, yesterday, yesterday);
  const reading = await files.open(path);
  const old = masters.current();
  assert.deepEqual([...(await filesByMaster(data))], [[old, 1]]);
  const fresh = masters.addMaster();
  assert.equal(await rewrapFiles(data, files), 1);
  assert.equal(await rewrapFiles(data, files), 0, "once is enough");
  assert.deepEqual([...(await filesByMaster(data))], [[fresh, 1]]);
  assert.equal(Math.round(statSync(path).mtimeMs / 1000), Math.round(yesterday.getTime() / 1000), "its term goes on");
  assert.equal(statSync(path).mode & 0o077, 0);
  assert.ok((await reading.read(CHUNK, 100)).equals(content.subarray(CHUNK, CHUNK + 100)));
  await reading.close();
  masters.dropMaster(old);
  assert.ok((await get(path)).equals(content));
  const sm4 = await house("sm4-sm3", data);
  assert.equal(await rewrapFiles(data, sm4.files), 1, "the other suite wraps it anew");
  assert.ok((await get(path)).equals(content), "either suite opens it");
});

test("what an older version left in clear is encrypted in its place; what does not open is named", async () => {
  const { data, files, get, put } = await house("sm4-sm3");
  const path = join(data, "uploads", "b.returned.xlsx");
  const content = randomBytes(CHUNK + 5);
  writeFileSync(path, content);
  writeFileSync(join(data, "uploads", "c.upload.1-1.part"), "half");
  assert.deepEqual(await checkFiles(data, files), { checked: 1, faults: ["uploads/b.returned.xlsx"] });
  assert.equal(await encryptClear(data, files), 1);
  assert.equal(await encryptClear(data, files), 0);
  assert.ok((await get(path)).equals(content) && !readFileSync(path).includes(content.subarray(0, 32)));
  const other = await put("d.upload", randomBytes(10));
  writeFileSync(other, readFileSync(other).subarray(0, -1));
  assert.deepEqual(await checkFiles(data, files), { checked: 2, faults: ["uploads/d.upload"] });
});
