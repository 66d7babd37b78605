import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Compared, LinkOptions } from "#engines/linkage/index.ts";

/** Raised when what the engine makes of the same files changes: an older half run is then not gone on with. */
const VERSION = 1;

export interface Checkpoint extends Pick<LinkOptions, "resumed" | "onCompared"> {
  /** The run is over: what was kept for resuming goes. */
  readonly done: () => Promise<void>;
}

/** What a run is about: the config, and each file by its size and the moment of its last change. */
async function markOf(yaml: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(`${VERSION}\n${yaml}\n`);
  for (const file of files) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/**
 * Keeps what each rule found in a folder beside the result, so that a cancelled run goes on there: `resume` uses what is
 * left of a run on the same files and the same config; anything else is thrown away.
 */
export async function checkpoint(
  folder: string,
  about: { readonly yaml: string; readonly files: readonly string[] },
  resume: boolean,
): Promise<Checkpoint> {
  const mark = await markOf(about.yaml, about.files);
  const marked = join(folder, "about");
  const usable = resume && existsSync(marked) && readFileSync(marked, "utf8") === mark;
  if (!usable) await rm(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(marked, mark);
  const file = (rule: number): string => join(folder, `rule-${rule}`);
  return {
    resumed: (rule) => (usable && existsSync(file(rule)) ? unpacked(readFileSync(file(rule))) : undefined),
    onCompared: (rule, compared) => {
      // whole or not at all, as the run may be stopped at any moment
      writeFileSync(`${file(rule)}.writing`, packed(compared));
      renameSync(`${file(rule)}.writing`, file(rule));
    },
    done: () => rm(folder, { recursive: true, force: true }),
  };
}

function packed({ left, right, codes }: Compared): Buffer {
  const bytes = (list: Int32Array | Float64Array): Buffer => Buffer.from(list.buffer, list.byteOffset, list.byteLength);
  return Buffer.concat([bytes(codes), bytes(left), bytes(right)]);
}

const PAIR = 16;

function unpacked(bytes: Buffer): Compared {
  const count = bytes.length / PAIR;
  const own = new Uint8Array(bytes).buffer;
  return {
    codes: new Float64Array(own, 0, count),
    left: new Int32Array(own, count * 8, count),
    right: new Int32Array(own, count * 12, count),
  };
}
