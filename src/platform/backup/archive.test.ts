import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { isProblem } from "#kernel/problem.ts";
import { type Key, newKey } from "#platform/crypto/key.ts";
import { openArchive, writeArchive } from "./archive.ts";
import { backupKeyId } from "./backupKey.ts";
import { manifestFrame, partFrames } from "./frames.ts";
import type { Header, PartHead } from "./words.ts";

const folder = mkdtempSync(join(tmpdir(), "tonghu-archive-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const key = newKey();
const signal = new AbortController().signal;
const headerOf = (change: Partial<Header> = {}): Header => ({
  format: 1, kind: "content", at: "2026-11-22T00:00:00.000Z", installation: "ab".repeat(16), key: backupKeyId(key),
  salt: randomBytes(32).toString("hex"), schema: [], ...change,
}); // prettier-ignore

// random bytes do not compress: some chunks of 64 KiB
const content = randomBytes(300_000);

async function* framesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
  };
  const head: PartHead = { kind: "file", name: "uploads/a", columns: [], partitions: [] };
  const end = yield* partFrames(head, { bytes: chunks(), rows: () => 0 });
  yield* manifestFrame({ tables: {}, files: { count: 1, bytes: end.bytes }, heads: null, masters: [], keysBeside: false }); // prettier-ignore
}

let made = 0;
async function archiveOf(bytes: Buffer, header = headerOf()): Promise<string> {
  const file = join(folder, `${(made += 1)}.tonghu`);
  await (await writeArchive(file, { key, header, bytes: framesOf(bytes), signal })).place();
  return file;
}

async function readBack(file: string, by: Key | undefined = key, kind: Header["kind"] = "content"): Promise<Buffer> {
  const archive = await openArchive(file, kind, by);
  const read: Buffer[] = [];
  try {
    await archive.read(async (_head, bytes) => {
      for await (const chunk of bytes) read.push(Buffer.from(chunk));
      return undefined;
    });
  } finally {
    await archive.close();
  }
  return Buffer.concat(read);
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "opened",
    (thrown: unknown) => (isProblem(thrown) ? thrown.code : String(thrown)),
  );

const altered = async (change: (bytes: Buffer) => Buffer): Promise<string> => {
  const file = await archiveOf(content);
  writeFileSync(file, change(readFileSync(file)));
  return codeOf(readBack(file));
};

const CHUNK = 65_536 + 16;
const bodyAt = (bytes: Buffer): number => 18 + bytes.readUInt32BE(14);

test("what goes in comes out, from nothing to some megabytes, and nothing of it shows in the file", async () => {
  for (const length of [0, 1, 65_536, 131_072, 2_500_000]) {
    const bytes = randomBytes(length);
    assert.ok((await readBack(await archiveOf(bytes))).equals(bytes), String(length));
  }
  const told = Buffer.from("张三的档案 445281201405010010 ".repeat(5000));
  const file = await archiveOf(told);
  assert.ok(!readFileSync(file).includes("445281201405010010"));
  assert.ok(readFileSync(file).length < told.length / 20);
});

test("an archive that was cut, continued or put in another order does not open", async () => {
  assert.equal(await altered((bytes) => bytes.subarray(0, -1)), "backup.damaged");
  assert.equal(await altered((bytes) => bytes.subarray(0, bodyAt(bytes) + CHUNK)), "backup.cut");
  assert.equal(await altered((bytes) => bytes.subarray(0, bodyAt(bytes) + 3 * CHUNK)), "backup.cut");
  assert.equal(await altered((bytes) => bytes.subarray(0, bodyAt(bytes) + CHUNK + 7)), "backup.cut");
  assert.equal(await altered((bytes) => bytes.subarray(0, bodyAt(bytes))), "backup.cut");
  assert.equal(await altered((bytes) => bytes.subarray(0, 25)), "backup.not_an_archive");
  assert.equal(await altered(() => Buffer.alloc(0)), "backup.not_an_archive");
  assert.equal(await altered((bytes) => Buffer.concat([bytes, Buffer.of(0)])), "backup.damaged");
  assert.equal(await altered((bytes) => Buffer.concat([bytes, bytes.subarray(bodyAt(bytes))])), "backup.damaged");
  assert.equal(
    await altered((bytes) => {
      const at = bodyAt(bytes);
      const [first, second] = [bytes.subarray(at, at + CHUNK), bytes.subarray(at + CHUNK, at + 2 * CHUNK)];
      return Buffer.concat([bytes.subarray(0, at), second, first, bytes.subarray(at + 2 * CHUNK)]);
    }),
    "backup.damaged",
  );
  assert.equal(
    await altered((bytes) => {
      const at = bodyAt(bytes);
      return Buffer.concat([bytes.subarray(0, at + CHUNK), bytes.subarray(at + 2 * CHUNK)]);
    }),
    "backup.damaged",
  );
});

test("chunks and headers of two archives of one key do not fit together", async () => {
  const other = readFileSync(await archiveOf(content));
  const spliced = await altered((bytes) =>
    Buffer.concat([bytes.subarray(0, bodyAt(bytes) + CHUNK), other.subarray(bodyAt(other) + CHUNK)]),
  );
  assert.equal(spliced, "backup.damaged");
  const headed = await altered((bytes) => Buffer.concat([other.subarray(0, bodyAt(other)), bytes.subarray(bodyAt(bytes))])); // prettier-ignore
  assert.equal(headed, "backup.damaged");
  const redated = await altered((bytes) => Buffer.from(bytes.toString("latin1").replace("2026-11-22", "2026-11-23"), "latin1")); // prettier-ignore
  assert.equal(redated, "backup.damaged");
});

test("one changed bit anywhere is refused", async () => {
  const bytes = readFileSync(await archiveOf(content));
  const file = join(folder, "bit.tonghu");
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      writeFileSync(file, changed);
      assert.notEqual(await codeOf(readBack(file)), "opened");
    }),
    { numRuns: 150, examples: [[0, 0], [16, 0], [18, 0], [60, 3], [bytes.length - 1, 7]] },
  ); // prettier-ignore
  // in the header, every place
  for (let at = 0; at < bodyAt(bytes); at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(file, changed);
    const code = await codeOf(readBack(file));
    assert.match(code, /^backup\.(?:not_an_archive|damaged|wrong_key|wrong_kind|format_newer)$/, `${at}: ${code}`);
  }
});

test("the wrong key, no key, the wrong kind and a newer format are each said to be that", async () => {
  const file = await archiveOf(content);
  assert.equal(await codeOf(readBack(file, newKey())), "backup.wrong_key");
  assert.equal(await codeOf(openArchive(file, "content", undefined)), "backup.key_missing");
  assert.equal(await codeOf(readBack(file, key, "keys")), "backup.wrong_kind");
  assert.equal(await codeOf(readBack(await archiveOf(content, headerOf({ format: 2 })))), "backup.format_newer");
  assert.equal(await codeOf(readBack(join(folder, "none.tonghu"))), "backup.unreadable");
  assert.equal(await codeOf(readBack(folder)), "backup.not_an_archive");
});

test("what breaks off while it is written leaves nothing", async () => {
  const names = readdirSync(folder);
  const file = join(folder, "broken.tonghu");
  const breaking = async function* (): AsyncGenerator<Buffer> {
    yield randomBytes(1_000_000);
    throw new Error("the database went away");
  };
  const written = writeArchive(file, { key, header: headerOf(), bytes: breaking(), signal });
  await assert.rejects(written, /the database went away/);
  const stopping = new AbortController();
  const endless = async function* (): AsyncGenerator<Buffer> {
    for (let n = 0; ; n += 1) {
      if (n === 20) stopping.abort(new Error("stopped by hand"));
      yield randomBytes(100_000);
    }
  };
  const stopped = writeArchive(file, { key, header: headerOf(), bytes: endless(), signal: stopping.signal });
  await assert.rejects(stopped, /stopped by hand/);
  assert.equal(await codeOf(writeArchive(join(folder, "no", "a"), { key, header: headerOf(), bytes: framesOf(content), signal })), "backup.unwritable"); // prettier-ignore
  assert.deepEqual(readdirSync(folder), names);
});
