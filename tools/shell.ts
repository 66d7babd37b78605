import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Writes into the phone's worker (src/web/phone/worker/sw.ts) which files make up this version: all that was built, and
 * the public ones. The version is a digest of their contents, so that the same pages are the same version.
 */
export const shellList = (folder: string): Plugin => ({
  name: "tonghu-shell",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the phone's worker was not built");
      const publicFiles = readdirSync(join(folder, "public"));
      const others = Object.values(bundle).filter((one) => one !== worker);
      const digest = createHash("sha256").update(worker.code);
      for (const one of others) digest.update(one.type === "chunk" ? one.code : one.source);
      for (const name of publicFiles) digest.update(readFileSync(join(folder, "public", name)));
      // index.html is kept under the folder's own name
      const built = others.map((one) => one.fileName).filter((name) => name !== "index.html");
      const shell = JSON.stringify({
        version: digest.digest("hex").slice(0, 16),
        files: [...built, ...publicFiles].toSorted(),
      });
      const code = worker.code.replace(/["'`]__SHELL__["'`]/, () => shell);
      if (code === worker.code) throw new Error("the phone's worker has no place for its files");
      worker.code = code;
    },
  },
});
