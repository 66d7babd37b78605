import { createWriteStream } from "node:fs";
import { chmod, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeCsv } from "#platform/files/index.ts";

type Rows = Parameters<typeof writeCsv>[0];

/** Whole or not at all: a cancelled run leaves no half file under the name. `mode`: who may read it, whatever stood there. */
export async function save(out: string, rows: Rows, mode?: number): Promise<void> {
  const written = `${out}.writing`;
  try {
    await pipeline(Readable.from(writeCsv(rows)), createWriteStream(written, { ...(mode !== undefined && { mode }) }));
    if (mode !== undefined) await chmod(written, mode);
    await rename(written, out);
  } catch (thrown) {
    await rm(written, { force: true });
    throw thrown;
  }
}
