import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSED_ON } from "#engines/outbox/outbox.ts";
import { doneOf, doneToday, outlived, worthKeeping } from "./done.ts";
import type { Content, Kept } from "./kept.ts";

/* 今天已做 ends with China's day, and keeps no more of what arrived than is read that day. */

const TODAY = "2024-07-01";
const visit: Content = {
  operation: "visit.record",
  childId: "child-1",
  name: "田小一",
  at: "2024-07-01T02:00:00.000Z",
  body: { day: TODAY, kind: "home_visit", note: "家里都好", spokeWith: "祖母", facts: { "risk.dropout": "suspected", idNumber: "445281201503040012" } }, // prettier-ignore
};
const row = (id: string, content: Content, more: Partial<Kept> = {}): Kept => ({
  id,
  no: 1,
  needs: [],
  state: "arrived",
  content,
  ...more,
});
const held = (done: Readonly<Record<string, Content>>, commands: readonly Kept[] = [], ahead = 0) =>
  doneToday(new Map(Object.entries(done)), commands, TODAY, ahead);

test("of a child in danger neither name nor words stay, of others nothing that opens only for a purpose", () => {
  const report: Content = { ...visit, operation: "concern.report", body: { said: "看到伤" } };
  assert.deepEqual(doneOf(report), { operation: "concern.report", at: visit.at, childId: "", name: "", body: {} });
  assert.deepEqual(doneOf(visit).body["facts"], { "risk.dropout": "suspected", idNumber: "••••" });
  const registered: Content = { ...visit, operation: "registry.register" };
  assert.doesNotMatch(JSON.stringify(doneOf(registered)), /445281|dropout/);
});

test("only what arrived, is work, and was done today is kept of an answer", () => {
  const rows = [
    row("visit", visit),
    row("waits", visit, { state: "queued" }),
    row("photo", { ...visit, operation: "attachment.add" }),
    row("read", { ...visit, operation: "notice.read" }),
    row("yesterday", { ...visit, body: { ...visit.body, day: "2024-06-30" } }),
  ];
  assert.deepEqual(
    worthKeeping(rows, TODAY, 0).map(({ id }) => id),
    ["visit"],
  );
});

test("the latest stands first; each is there once and says how far it is", () => {
  const later = { ...visit, at: "2024-07-01T03:00:00.000Z" };
  const photo = row("photo", { ...visit, operation: "attachment.add", file: {} as never }, { state: "queued", needs: ["a"] }); // prettier-ignore
  const moved = row("e", visit, { state: "refused", refusal: { code: PASSED_ON, sentence: "已转到别处" } });
  const rows = [row("a", visit), photo, row("b", later, { state: "queued" }), row("c", visit, { state: "refused" }), moved]; // prettier-ignore
  const said = held({ a: visit, d: { ...visit, at: "2024-07-01T01:00:00.000Z" } }, rows);
  assert.deepEqual(
    said.map(({ id, state }) => `${id} ${state}`),
    ["b waits", "e sent", "c refused", "a pictures", "d sent"],
  );
});

test("it ends with China's day by the clock as the server corrected it, and with the child's leaving", () => {
  const undated = { ...visit, body: {} };
  const hour = 3_600_000;
  // 23:30 in China on the phone; the server's clock is an hour ahead, so it was the next day already
  const late = { ...undated, at: "2024-06-30T15:30:00.000Z" };
  assert.deepEqual(
    held({ late }, [], hour).map(({ id }) => id),
    ["late"],
  );
  assert.deepEqual(held({ late }), []);
  const copies = new Map([["visit", visit], ["late", late]]); // prettier-ignore
  assert.deepEqual(outlived(copies, TODAY, 0, []), ["late"]);
  assert.deepEqual(outlived(copies, TODAY, hour, ["child-1"]), ["visit", "late"]);
});
