import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { permissionsOf } from "../src/composition.ts";
import { allRoutes, page, permissionsPage, posts, readPermissions } from "./permissions.ts";

test("docs/permissions.md is what the route lines say", async () => {
  assert.equal(await readFile(page, "utf8"), permissionsPage(await allRoutes()), "run: node tools/permissions.ts");
});

test("it names every route once, and a permission's posts are the ones that hold it", async () => {
  const lines = readPermissions(await readFile(page, "utf8"));
  const routes = await allRoutes();
  assert.equal(lines.length, routes.length);
  assert.equal(new Set(lines.map(({ method, path }) => `${method} ${path}`)).size, routes.length);
  for (const line of lines.filter(({ permission }) => !permission.startsWith("(")))
    assert.deepEqual(line.posts, posts.filter((post) => permissionsOf(post).includes(line.permission)), line.path); // prettier-ignore
});

test("a permission that no post holds, or that no route asks for, is a slip of the pen", async () => {
  const routes = await allRoutes();
  const asked = new Set(routes.flatMap(({ spec }) => (spec.sessionless ? [] : (spec.permission ?? []))));
  const held = new Set(posts.flatMap((post) => permissionsOf(post)));
  assert.deepEqual([...asked].filter((permission) => !held.has(permission)), []); // prettier-ignore
  assert.deepEqual([...held].filter((permission) => !asked.has(permission)), []); // prettier-ignore
});
