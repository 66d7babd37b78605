import assert from "node:assert/strict";
import { test } from "node:test";
import { initial as noGrade } from "#capabilities/grade/decide.ts";
import type { KeptFile } from "#capabilities/sync/words.ts";
import { fold } from "./fold.ts";
import { type Content, dayDone, type Kept, todayBy, type VillageShown } from "./kept.ts";
import { learnLanguages } from "#test/language.ts";
import { fileFrom, lineFrom, type Scene } from "./shown.ts";

learnLanguages();

const AREA = "445281001001";
const known = (value: unknown) => ({ value, on: "2024-01-01", source: "survey" });
const span = {
  from: "2024-01-01", to: null, since: "2024-01-01", renewed: "2024-01-01", care: "2024-01-01", prior: null, level: "blue",
  rank: 2, served: true, ledgers: [], categories: [], kinds: [], grounds: [], suspected: [], unknown: [], known: {}, measures: [],
  tracked: null, panel: false,
}; // prettier-ignore
const base = {
  childId: "c", area: AREA, areaPath: [], seq: 4, decision: {}, visits: [], areas: {},
  state: {
    registry: { status: "open", closed: null, facts: { name: known("甲"), birthDate: known("2014-05-01"), "school.state": known("primary") } },
    grade: { ...noGrade, assessed: { from: "2024-01-01", spans: [span], rhythms: { blue: [{ kind: "home_visit", every: "2 months", mode: "rolling" }] } } },
    visit: { lastHome: null, lastContact: null, count: 0 },
    task: { count: 0, open: {} },
  },
} as unknown as KeptFile; // prettier-ignore

let no = 0;
const command = (part: Partial<Content>, row: Partial<Kept> = {}): Kept => {
  no += 1;
  const content: Content = {
    operation: "visit.record",
    childId: "c",
    name: "甲",
    at: "2024-07-01T01:00:00.000Z",
    body: {},
    ...part,
  };
  return { id: `i${no}`, no, needs: [], state: "queued", ...row, content };
};
const visit = (body: Record<string, unknown>, row: Partial<Kept> = {}): Kept =>
  command({ body: { kind: "home_visit", form: "p@1", day: "2024-07-01", facts: {}, spokeWith: "", note: "", problems: [], ...body } }, row); // prettier-ignore
const scene: Scene = {
  today: "2024-07-01",
  policy: {
    title: "", document: "", categories: [], grounds: [], escalation: [],
    levels: ["red", "yellow", "blue", "green"].map((id) => ({ id, title: id, word: id, shape: "", rhythms: [] })),
  },
  village: { day: "2024-07-01", policy: "p@1", asked: [], findings: { "risk.dropout": "yellow", "risk.psychBehaviour": "blue" }, salvaged: 0, key: "", ahead: 0, whole: true, metAt: "" } satisfies VillageShown,
  visitor: "李主任",
}; // prettier-ignore
const folded = (...commands: readonly Kept[]) =>
  fold("c", AREA, base, commands, { visitor: "李主任", entrustment: undefined, ahead: 0 });

test("unsent commands are folded in order: the due day, the facts and the tasks follow at once", () => {
  const before = lineFrom(folded(), scene);
  const problem = { title: "屋顶漏雨", solution: "", owner: "" };
  const file = folded(
    visit({ facts: { "school.state": "junior" }, problems: [problem] }),
    visit({ day: "2024-06-01" }),
  );
  assert.deepEqual(file.state.visit, { lastHome: "2024-07-01", lastContact: "2024-07-01", count: 2 });
  assert.equal(file.state.registry.facts["school.state"]?.value, "junior");
  assert.equal(file.state.task.open["1"]?.owner, "李主任");
  const line = lineFrom(file, scene);
  assert.deepEqual([before?.dueOn, line?.dueOn], ["2024-03-01", "2024-09-01"]);
});

test("what was refused, or has come with the file, is not folded a second time; what arrived before its file is", () => {
  const file = folded(
    visit({}, { state: "refused", refusal: { code: "x", sentence: "" } }),
    visit({}, { state: "arrived", seq: 4 }),
    visit({}, { state: "arrived", seq: 5 }),
  );
  assert.equal(file.state.visit.count, 1);
});

test("what does not fit what the phone knows changes nothing, and says why", () => {
  const late = visit({ day: "2010-01-01" });
  const file = folded(late, visit({}));
  assert.deepEqual([file.state.visit.count, file.faults], [1, { [late.id]: "visit.before_birth" }]);
});

test("a finding may make a child graver before the server has judged it, never milder", () => {
  const fearOf = (facts: Record<string, unknown>) => fileFrom(folded(visit({ facts })), scene).fear;
  assert.deepEqual(fearOf({ "risk.dropout": "suspected" }), { level: "yellow", found: ["辍学"] });
  assert.equal(fearOf({ "risk.psychBehaviour": "confirmed" }), null, "no graver than it is");
  assert.equal(fearOf({ "risk.dropout": "none" }), null);
  assert.equal(lineFrom(folded(visit({ facts: { "risk.dropout": "suspected" } })), scene)?.level, "blue");
});

test("a child registered here is in the list without a colour, with its visit", () => {
  const facts = { name: "乙", birthDate: "2016-01-01", sex: "male" };
  const register = command({
    operation: "registry.register",
    childId: "d",
    body: { area: AREA, facts, day: "2024-07-01" },
  });
  const file = fold("d", AREA, undefined, [register, visit({ note: "上门" })], {
    visitor: "李主任",
    entrustment: undefined,
    ahead: 0,
  });
  const line = lineFrom(file, scene);
  assert.deepEqual([line?.name, line?.level, line?.lastHome], ["乙", null, "2024-07-01"]);
  assert.equal(fileFrom(file, scene).unsent, 2);
});

test("a command that names no day was given on China's day, by the clock as the server corrected it", () => {
  const at = (moment: string, ahead: number): string => dayDone({ at: moment, body: {} }, ahead);
  assert.equal(at("2024-06-30T21:14:00.000Z", 0), "2024-07-01", "a quarter past five in the morning");
  assert.equal(at("2024-06-28T21:14:00.000Z", 2 * 86_400_000), "2024-07-01", "a clock two days behind");
  assert.equal(dayDone({ at: "2024-06-30T21:14:00.000Z", body: { day: "2024-06-29" } }, 0), "2024-06-29");
});

test("a clock that was set back after the last meeting brings no day of before it", () => {
  const DAY = 86_400_000;
  const metAt = "2024-07-01T01:00:00.000Z";
  const village = { metAt, ahead: -2 * DAY }; // two days ahead when they met
  assert.equal(todayBy(village, Date.parse(metAt) + 2 * DAY), "2024-07-01");
  assert.equal(
    todayBy(village, Date.parse(metAt) - 2 * DAY),
    "2024-07-01",
    "set to two days behind: not the 27th of June",
  );
  assert.equal(todayBy(village, Date.parse(metAt) + 3 * DAY), "2024-07-02");
  assert.equal(todayBy(undefined, Date.parse(metAt)), "2024-07-01");
});
