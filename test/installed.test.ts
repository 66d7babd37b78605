import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

/* `tonghu …` when installed: the package below a node_modules, where Node takes no types off by itself. */

const checkout = fileURLToPath(new URL("../", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "tonghu-installed-"));
const own = join(project, "node_modules", "tonghu");
after(() => rmSync(project, { recursive: true, force: true }));

mkdirSync(own, { recursive: true });
for (const part of ["bin", "src", "policies", "migrations", "package.json"])
  cpSync(join(checkout, part), join(own, part), { recursive: true });
symlinkSync(join(checkout, "node_modules"), join(own, "node_modules"), "dir");

const { DATABASE_URL: _url, TONGHU_DATA: _data, NODE_OPTIONS: _options, ...env } = process.env;
const tonghu = (...args: string[]) =>
  spawnSync(process.execPath, [join(own, "bin", "tonghu.js"), ...args], { cwd: project, encoding: "utf8", env });

test("an installed tonghu answers, decides by its packs, and says nothing of its own on standard error", () => {
  const help = tonghu("--help");
  assert.equal(help.stderr, "");
  assert.equal(help.status, 0);
  assert.match(help.stdout, /童护 Tonghu/);
  writeFileSync(join(project, "facts.json"), JSON.stringify({ birthDate: "2014-05-01", recognised: ["orphan"] }));
  const decided = tonghu("decide", "--policy", "puning", "--as-of", "2024-07-01", "facts.json");
  assert.deepEqual([decided.stderr, decided.status], ["", 0]);
  assert.match(decided.stdout, /"policy": "puning@1"/);
  assert.equal(tonghu("nope").status, 2);
  assert.match(tonghu("--version").stdout, /^\d+\.\d+\.\d+\n$/);
});

test("its data lie where it is called, never in the package that the next npm install replaces", () => {
  const refused = tonghu("backup", "--out", project);
  assert.equal(refused.status, 3);
  assert.match(refused.stderr, new RegExp(join(project, "data")));
  assert.equal(existsSync(join(own, "data")), false);
});
