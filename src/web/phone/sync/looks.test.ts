import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#kernel/id.ts";
import { childRead, forgetLooks, looksIn, noteLook } from "./looks.ts";

/** A page's notes as a keep has them, without a disk. */
function notes() {
  let held: Readonly<Record<string, unknown>> | undefined;
  let writes = 0;
  return {
    draft: () => held,
    keepDraft: async (_name: string, draft: Readonly<Record<string, unknown>> | undefined) => {
      held = draft;
      writes += 1;
    },
    writes: () => writes,
  };
}

const [a, b] = [newId(), newId()];

test("a file, its time line and its form are looks at a child; lists are not", () => {
  for (const path of [`/api/registry/children/${a}`, `/api/registry/children/${a}?purpose=visit`, `/api/registry/children/${a}/entries`, `/api/visit/children/${a}/form`]) {
    assert.equal(childRead(path), a, path);
  }
  for (const path of ["/api/caselist/children?name=x", "/api/caselist/due", `/api/caselist/lines?ids=${a}`, `/api/task/children/${a}/tasks`]) {
    assert.equal(childRead(path), undefined, path);
  }
}); // prettier-ignore

test("noted once for each child and day, and gone when the server has it, without what came meanwhile", async () => {
  const keep = notes();
  for (const day of ["2024-07-01", "2024-07-01", "2024-07-02"])
    await noteLook(keep, `/api/registry/children/${a}`, day);
  await noteLook(keep, "/api/caselist/due", "2024-07-02");
  assert.deepEqual([looksIn(keep).length, keep.writes()], [2, 2]);
  const told = looksIn(keep);
  await noteLook(keep, `/api/visit/children/${b}/form`, "2024-07-02");
  await forgetLooks(keep, told);
  assert.deepEqual(looksIn(keep), [{ childId: b, day: "2024-07-02" }]);
  await forgetLooks(keep, looksIn(keep));
  assert.deepEqual([looksIn(keep), keep.draft()], [[], undefined]);
});
