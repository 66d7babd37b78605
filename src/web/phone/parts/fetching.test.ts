import assert from "node:assert/strict";
import { test } from "node:test";
import { Fetched } from "./fetching.ts";

/* A file of pages that could not be had once: the browser says no for ever, so that the page has to be loaded anew. */

function filed(answers: readonly ("here" | "lost")[], online = true) {
  const [left, did] = [[...answers], { fetched: 0, reloaded: 0 }];
  const fetch = async (): Promise<string> => {
    did.fetched += 1;
    if (left.shift() === "lost") throw new TypeError("Failed to fetch dynamically imported module");
    return "pages";
  };
  return { did, file: new Fetched(fetch, { isOnline: () => online, reload: () => void (did.reloaded += 1) }) };
}

test("a file is fetched once; where it fails a second time for somebody who waits, the page is loaded anew", async () => {
  const { did, file } = filed(["here"]);
  assert.deepEqual([await file.must(), await file.must(), did], ["pages", "pages", { fetched: 1, reloaded: 0 }]);
  const broken = filed(["lost", "lost", "lost"]);
  await assert.rejects(broken.file.must());
  assert.equal(broken.did.reloaded, 0, "the first time it is said");
  await assert.rejects(broken.file.must());
  assert.equal(broken.did.reloaded, 1);
});

test("what was fetched ahead in vain is told before the page goes; without any network it stays", async () => {
  const ahead = filed(["lost", "lost", "lost", "lost"]);
  await assert.rejects(ahead.file.have());
  await assert.rejects(ahead.file.have());
  await assert.rejects(ahead.file.must());
  assert.equal(ahead.did.reloaded, 0, "the lock says why it does not open");
  await assert.rejects(ahead.file.must());
  assert.equal(ahead.did.reloaded, 1);
  const offline = filed(["lost", "lost"], false);
  await assert.rejects(offline.file.must());
  await assert.rejects(offline.file.must());
  assert.equal(offline.did.reloaded, 0);
});

test("one that comes at the second asking is there", async () => {
  const { did, file } = filed(["lost", "here"]);
  await assert.rejects(file.must());
  assert.deepEqual([await file.must(), did.reloaded], ["pages", 0]);
});
