import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { isRoot, ordinaryUser } from "#platform/db/embedded/user.ts";
import { outdated, pages, unwritable } from "./pages.ts";

const root = mkdtempSync(join(tmpdir(), "tonghu-pages-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** A file that was written at a minute of a day long ago. */
function write(path: string, minute: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "x");
  const at = new Date(Date.UTC(2024, 0, 1, 0, minute));
  utimesSync(file, at, at);
}

test("what was never built is built; what is newer than the source stays; what the source has overtaken is built anew", () => {
  write("src/web/desk/main.tsx", 10);
  assert.deepEqual(outdated(root), pages);
  for (const page of pages) write(`dist/web/${page}/index.html`, 20);
  assert.deepEqual(outdated(root), []);
  write("src/capabilities/visit/words.ts", 30);
  write("dist/web/phone/index.html", 40);
  assert.deepEqual(outdated(root), ["desk", "public"]);
});

test("an installed package, all of one time, and a test that was changed build nothing", () => {
  for (const page of pages) write(`dist/web/${page}/index.html`, 30);
  write("src/capabilities/visit/words.test.ts", 50);
  assert.deepEqual(outdated(root), []);
  write("package-lock.json", 31);
  assert.deepEqual(outdated(root), pages);
});

test("who may not write into the checkout is told which folder it is, before anything is built", (t) => {
  assert.equal(unwritable(root, ["desk"]), undefined);
  if (!isRoot()) return t.diagnostic("NOT TRIED: a folder of somebody else takes root to make");
  chmodSync(root, 0o755);
  const asked = `import { unwritable } from ${JSON.stringify(import.meta.resolve("./pages.ts"))};
    process.stdout.write(String(unwritable(process.argv[1], ["desk"])));`;
  const nobody = spawnSync(process.execPath, ["--input-type=module", "-e", asked, root], {
    ...ordinaryUser(),
    cwd: "/",
    encoding: "utf8",
  });
  if (nobody.status !== 0) return t.diagnostic("NOT TRIED: an ordinary user cannot reach this checkout");
  assert.equal(nobody.stdout, join(root, "dist/web/desk"));
});
