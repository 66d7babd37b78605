import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { outdated, type Page, pages } from "../src/commands/pages.ts";
import { languages } from "./language.ts";
import { shellList } from "./shell.ts";

/*
 * Builds the web pages into dist/web/<page>: `npm run build`, or with --missing only those that have not been built
 * since the source was changed; --into=FOLDER: into FOLDER/<page>.
 * Each page is a folder of src/web with its own vite.config.ts, served at /<page>/.
 */

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist/web");

/**
 * Writes each file once more in the two encodings that browsers take, for the server to send as it is: a village's network
 * carries a third of the bytes. The phone's worker stays as it is, small and read anew each time.
 */
function squeeze(folder: string): void {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  for (const name of globSync("**/*.{js,css,html,svg,webmanifest}", { cwd: folder, exclude: ["sw.js"] })) {
    const bytes = readFileSync(join(folder, name));
    if (bytes.length < 1400) continue; // one packet anyway
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** Builds one page whole into `<into>/<page>`; what an earlier build left there is removed. */
export async function buildPage(page: Page, into = dist, logLevel: "warn" | "silent" = "warn"): Promise<void> {
  const folder = join(root, "src/web", page);
  await build({
    root: folder,
    configFile: join(folder, "vite.config.ts"),
    base: `/${page}/`,
    logLevel,
    plugins: page === "phone" ? [languages(), shellList(folder)] : [],
    build: { outDir: join(into, page), emptyOutDir: true },
  });
  squeeze(join(into, page));
}

async function main(words: readonly string[]): Promise<void> {
  const named = pages.filter((page) => words.includes(page));
  const into = words.find((word) => word.startsWith("--into="))?.slice("--into=".length);
  const missing = words.includes("--missing") ? outdated(root) : pages;
  const wanted = (named.length > 0 ? named : pages).filter((page) => missing.includes(page));
  for (const page of wanted) {
    const started = performance.now();
    await buildPage(page, into);
    process.stderr.write(`网页 ${page} 已构建（${((performance.now() - started) / 1000).toFixed(1)} 秒）\n`);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
