import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf } from "#kernel/length.ts";
import { dueState, earliest, escalatedTo, nextDue, type Rhythm } from "./rhythm.ts";

const every = (text: string, mode: Rhythm["mode"] = "rolling"): Rhythm => ({
  kind: "home_visit",
  every: lengthOf(text),
  mode,
});

test("next due day", () => {
  const table: [Rhythm, string | null, string, string | null][] = [
    // rolling: from the last visit, or from the day the level holds
    [every("1 months"), null, "2024-07-01", "2024-08-01"],
    [every("1 months"), "2024-07-15", "2024-07-01", "2024-08-15"],
    [every("2 months"), "2023-12-31", "2023-07-01", "2024-02-29"],
    // a stricter level is due at once, not overdue since before it
    [every("1 months"), "2024-01-10", "2024-07-01", "2024-07-01"],
    // at once, until done on or after the day
    [every("0 days"), null, "2024-07-01", "2024-07-01"],
    [every("0 days"), "2024-06-30", "2024-07-01", "2024-07-01"],
    [every("0 days"), "2024-07-01", "2024-07-01", null],
    // calendar: one within each period
    [every("1 months", "calendar"), null, "2024-07-10", "2024-07-31"],
    [every("1 months", "calendar"), "2024-07-31", "2024-07-10", "2024-08-31"],
    [every("2 months", "calendar"), "2024-02-01", "2024-01-05", "2024-04-30"],
    [every("3 months", "calendar"), "2024-03-31", "2024-01-05", "2024-06-30"],
    // the last visit lies before this level: its own first period counts
    [every("1 months", "calendar"), "2024-01-31", "2024-07-10", "2024-07-31"],
    // a visit in the same period, though before the level's day, serves that period
    [every("1 months", "calendar"), "2024-07-02", "2024-07-10", "2024-08-31"],
  ];
  for (const [rhythm, last, anchor, due] of table) {
    assert.equal(
      nextDue(rhythm, last, { since: anchor, renewed: anchor, care: anchor }),
      due,
      JSON.stringify({ rhythm, last, anchor }),
    );
  }
});

test("a new finding asks again at once; a change of level grants no new term", () => {
  const red = { since: "2024-07-01", renewed: "2024-08-10", care: "2024-01-01" };
  assert.equal(nextDue(every("0 days"), "2024-07-20", red), "2024-08-10");
  assert.equal(nextDue(every("0 days"), "2024-08-10", red), null);
  // never visited: three months of green have passed already when it turns yellow
  assert.equal(
    nextDue(every("1 months"), null, { since: "2024-04-01", renewed: "2024-04-01", care: "2024-01-01" }),
    "2024-04-01",
  );
  assert.equal(
    nextDue(every("3 months"), null, { since: "2024-04-01", renewed: "2024-04-01", care: "2024-03-15" }),
    "2024-06-15",
  );
});

test("the earliest due day, and none", () => {
  assert.equal(earliest([null, "2024-03-01", "2024-02-29"]), "2024-02-29");
  assert.equal(earliest([null, null]), null);
});

test("due states around today", () => {
  assert.deepEqual(
    ["2024-06-30", "2024-07-01", "2024-07-02", "2024-07-07", "2024-07-08"].map((day) => dueState(day, "2024-07-01")),
    ["overdue", "today", "week", "week", "later"],
  );
});

test("overdue climbs by the policy's days", () => {
  const steps = [
    { after: lengthOf("1 days"), to: "supervisor" as const },
    { after: lengthOf("7 days"), to: "county" as const },
  ];
  assert.equal(escalatedTo(steps, "2024-07-01", "2024-07-01"), null);
  assert.equal(escalatedTo(steps, "2024-07-01", "2024-07-02"), "supervisor");
  assert.equal(escalatedTo(steps, "2024-07-01", "2024-07-07"), "supervisor");
  assert.equal(escalatedTo(steps, "2024-07-01", "2024-07-08"), "county");
});

test("a length of time that is none is refused", () => {
  for (const text of ["2 weeks", "two months", "-1 days", "2months", ""]) assert.throws(() => lengthOf(text));
});
