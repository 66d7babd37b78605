import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The one folder of a test run: everything that its tests call temporary lies in it, and goes with the run, also when a
 * test failed or the run was broken off.
 */
export function openRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-run-"));
  // Started as root, the servers run as an ordinary user, who has to walk through it.
  chmodSync(folder, 0o711);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

/** What makes programs take a folder as the temporary one, on each system. */
export const temporaryIn = (folder: string): NodeJS.ProcessEnv => ({ TMPDIR: folder, TEMP: folder, TMP: folder });
