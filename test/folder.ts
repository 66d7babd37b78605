import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

const removeAll = (): void => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};

/** A new temporary folder; it is removed when the test file's process ends, whatever became of the tests. */
export function ownFolder(name: string): string {
  if (made.length === 0) process.once("exit", removeAll);
  const folder = mkdtempSync(join(tmpdir(), `tonghu-${name}-`));
  made.push(folder);
  return folder;
}
