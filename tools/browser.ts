import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages } from "./apt.ts";

const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

function installedBrowser(): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin"];
  const files = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return files.find((file) => existsSync(file));
}

/**
 * The browser for tests: the one that CHROMIUM names, or one of the system, or Debian's small one, installed together
 * with Chinese fonts. Errors: a plain Error that says what to install, or that CHROMIUM names no file.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there`);
    return named;
  }
  const found = installedBrowser();
  if (found !== undefined) return found;
  installPackages(["chromium-headless-shell", "fonts-noto-cjk"], "A browser");
  const installed = installedBrowser();
  if (installed === undefined) throw new Error("chromium-headless-shell was installed and cannot be found");
  return installed;
}
