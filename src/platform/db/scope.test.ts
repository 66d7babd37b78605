import assert from "node:assert/strict";
import { after, test } from "node:test";
import { testDatabase } from "#test/database.ts";

const { db, close } = await testDatabase();
after(close);

test("x", async () => {
  assert.equal((await db.pool.query("select 1 as a")).rows[0].a, 1);
});
