import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "tonghu-memory-"));
});
after(() => rm(folder, { recursive: true }));

const room = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Runs a script in a process of its own and gives the most memory that it held, in MB. */
async function peakOf(script: string): Promise<number> {
  const source = `
    import { readRows, saveWorkbook } from ${room("./index.ts")};
    import { encryptedFiles } from ${room("../crypto/encryptedFile.ts")};
    import { openMasters } from ${room("../crypto/masterKeys.ts")};
    import { suiteNamed } from ${room("../crypto/suite.ts")};
    const suite = suiteNamed("sm4-sm3");
    const masters = await openMasters({ folder: ${JSON.stringify(folder)}, suite, env: {}, say: () => undefined, mayMake: true });
    const files = encryptedFiles(suite, masters);
    ${script}
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", source]);
  return Number(stdout);
}

const write = (path: string, rows: number): string => `
  function* rows() {
    for (let i = 0; i < ${rows}; i++) yield { cells: Array.from({ length: 30 }, (_, c) => (c % 4 === 0 ? i * c : "值" + i + "-" + c)) };
  }
  await saveWorkbook(${JSON.stringify(path)}, { sheets: [{ name: "表", rows }] }, files);`;

const read = (path: string, rows: number): string => `
  let count = 0;
  for await (const row of readRows({ open: () => files.open(${JSON.stringify(path)}) })) {
    count++;
    // Whoever imports is slower than whoever reads: what is read ahead must not pile up.
    if (count % 500 === 0) await new Promise((done) => setTimeout(done, 2));
  }
  if (count !== ${rows}) throw new Error("rows: " + count);`;

test("memory does not grow with the number of rows, neither in writing nor in reading, encrypted on the way", async () => {
  const small = join(folder, "small.xlsx");
  const large = join(folder, "large.xlsx");
  const writing = [await peakOf(write(small, 4_000)), await peakOf(write(large, 40_000))] as const;
  const reading = [await peakOf(read(small, 4_000)), await peakOf(read(large, 40_000))] as const;
  assert.ok(writing[1] - writing[0] < 100, `writing: ${writing.join(" → ")} MB`);
  assert.ok(reading[1] - reading[0] < 100, `reading: ${reading.join(" → ")} MB`);
  assert.ok(Math.max(...writing, ...reading) < 400);
});
