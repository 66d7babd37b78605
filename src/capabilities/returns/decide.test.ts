import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, type InForce, obligationsOf, takeBack } from "./decide.ts";
import { isProblem } from "#kernel/problem.ts";

/* Which days an office reports by, as packs say. */

const line = (id: string, on: string, from: string, to: string) => ({ id, title: id, clause: "条款", on, from, to });
const pack = (more: object = {}, days: Partial<InForce> = {}): InForce => ({
  policy: {
    area: "445281",
    from: "2024-06-21",
    to: null,
    deadlines: [
      line("start", "2024-06-30", "county", "prefecture"),
      line("annex", "2026-10-16", "township", "county"),
      line("progress", "every 11-03", "county", "prefecture"),
      line("far", "2035-12-31", "county", "province"),
    ],
    returns: [{ id: "annex-1", title: "附件1", clause: "附件1", due: ["2026-10-16"] }],
    ...more,
  },
  from: "2024-06-21",
  until: null,
  ...days,
});
const owed = (packs: readonly InForce[], area: string, begun: string, today: string): string[] =>
  obligationsOf(packs, area, begun, today).map(({ item, due }) => `${item} ${due}`);

test("a level reports what is its own: every day that has passed since it began here, and the next one of each", () => {
  assert.deepEqual(owed([pack()], "445281", "2020-01-01", "2026-11-30"), [
    "deadlines.start 2024-06-30",
    "deadlines.progress 2024-11-03",
    "deadlines.progress 2025-11-03",
    "deadlines.progress 2026-11-03",
    "deadlines.progress 2027-11-03",
  ]);
  assert.deepEqual(owed([pack()], "445281103", "2020-01-01", "2026-11-30"), ["deadlines.annex 2026-10-16"]);
  assert.deepEqual(owed([pack()], "4452", "2020-01-01", "2026-11-30"), []);
});

test("nothing shouts that was due before the office began to work here; the day itself is no longer late", () => {
  assert.deepEqual(owed([pack()], "445281", "2026-11-04", "2026-11-30"), ["deadlines.progress 2027-11-03"]);
  assert.deepEqual(owed([pack()], "445281", "2026-11-03", "2026-11-03"), ["deadlines.progress 2026-11-03"]);
  assert.deepEqual(owed([pack()], "445281", "2026-11-03", "2026-11-04").length, 2);
});

test("a deadline has the tables of its day; the day of a table that no deadline names is the pack's own area's", () => {
  const [annex] = obligationsOf([pack()], "445281103", "2024-01-01", "2026-10-01");
  assert.deepEqual(annex?.returns, [{ id: "annex-1", title: "附件1" }]);
  const alone = pack({ deadlines: [] });
  assert.deepEqual(owed([alone], "445281", "2024-01-01", "2026-10-20"), ["returns.annex-1 2026-10-16"]);
  assert.deepEqual(owed([alone], "445281103", "2024-01-01", "2026-10-20"), []);
});

test("what was due under a pack stays due when another takes its place, and the old one asks for nothing after", () => {
  const old = pack({}, { until: "2026-01-01" });
  const now = pack(
    { deadlines: [line("progress", "every 12-01", "county", "prefecture")], returns: [] },
    { from: "2026-01-01" },
  );
  assert.deepEqual(owed([now, old], "445281", "2025-01-01", "2026-11-30"), [
    "deadlines.progress 2026-12-01",
    "deadlines.progress 2025-11-03",
  ]);
});

test("the last of February is reported in every year", () => {
  const february = pack({ deadlines: [line("leap", "every 02-29", "county", "county")], returns: [] });
  assert.deepEqual(owed([february], "445281", "2026-01-01", "2026-03-01"), ["deadlines.leap 2026-02-28", "deadlines.leap 2027-02-28"]); // prettier-ignore
  assert.deepEqual(owed([february], "445281", "2027-06-01", "2027-06-01"), ["deadlines.leap 2028-02-29"]);
});

const refusalOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (thrown) {
    return isProblem(thrown) ? thrown.code : String(thrown);
  }
};

const all = obligationsOf([pack()], "445281", "2020-01-01", "2026-11-30");
const when = { today: "2026-11-30", by: { name: "陈某" } };
const said = { item: "deadlines.progress", due: "2026-11-03", day: "2026-11-01", note: "" };
const refused = (more: object, standing = false) => refusalOf(() => handIn({ ...said, ...more }, all, standing, when));

test("已报送 is of a day that has come, after the last due day, once, and says nothing of a child", () => {
  const [entry] = handIn(said, all, false, when);
  assert.deepEqual(entry, {
    kind: "returns.handed_in",
    body: { ...said, title: "progress", clause: "条款", by: { name: "陈某" } },
  });
  assert.equal(refused({ due: "2026-11-04" }), "returns.due_unknown");
  assert.equal(refused({ item: "deadlines.annex" }), "returns.due_unknown");
  assert.equal(refused({}, true), "returns.handed_already");
  assert.equal(refused({ day: "2026-12-01" }), "returns.handed_day_wrong");
  assert.equal(refused({ day: "2025-11-03" }), "returns.handed_day_wrong");
  assert.equal(handIn({ ...said, day: "2025-11-04" }, all, false, when).length, 1);
  assert.equal(refused({ item: "deadlines.start", due: "2024-06-30", day: "2024-06-20" }), "returns.handed_day_wrong");
  assert.equal(refused({ note: "联系 13800138000" }), "returns.private");
});

test("it is taken back once, with a reason", () => {
  const by = { name: "陈某" };
  const back = (state: object, reason = "没有送出") => refusalOf(() => takeBack(state, reason, by, "2026-11-30"));
  assert.deepEqual(takeBack({ handing: "stands" }, "没有送出", by, "2026-11-30")[0]?.body["reason"], "没有送出");
  assert.equal(back({}), "returns.handing_unknown");
  assert.equal(back({ handing: "taken_back" }), "returns.handing_taken_back");
  assert.equal(back({ handing: "stands" }, "身份证 445281201001010011"), "returns.private");
});
