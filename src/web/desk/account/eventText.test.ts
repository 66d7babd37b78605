import assert from "node:assert/strict";
import { test } from "node:test";
import { eventKinds } from "#capabilities/account/events.ts";
import { eventNote, eventWord } from "./eventText.ts";

test("every kind of entry that the server writes has its word", () => {
  assert.deepEqual(eventKinds.filter((kind) => eventWord(kind) === "其他"), []); // prettier-ignore
});

test("a note never shows what the machine calls things", () => {
  assert.equal(eventNote({ body: { reason: "换届", postId: "x", day: "2024-07-01", vacant: true } }), "换届；暂时空缺");
  assert.equal(eventNote({ body: { by: "password", post: "county" } }), "凭密码");
  assert.equal(eventNote({ body: { by: "unheard_of", network: "9f" } }), "");
});
