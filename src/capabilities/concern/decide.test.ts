import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { closeConcern } from "./closing.ts";
import {
  type ConcernState,
  evolve,
  handleConcern,
  identifyConcern,
  initial,
  isOnCase,
  joinConcern,
  type Present,
  receiveConcern,
  reportConcern,
  reportPublicly,
  supplementConcern,
  tellConcern,
  transferConcern,
} from "./decide.ts";
import { ReportConcern, ReportPublicly, SupplementConcern } from "./words.ts";

const id = "01907f00-0000-7000-8000-000000000001";
const present = (who: string): Present => ({
  today: "2024-07-01",
  by: { id: who, name: who, at: "2024-07-01T02:00:00.000Z" },
});
const [director, supervisor, county] = [present("director"), present("supervisor"), present("county")];

type Draft = ReturnType<typeof reportConcern>[number];
const after = (state: ConcernState, drafts: readonly Draft[]): ConcernState => drafts.reduce(evolve, state);
const code = (act: () => unknown): string => {
  try {
    act();
    return "";
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    return thrown.code;
  }
};

const reported = after(
  initial,
  reportConcern(ReportConcern.parse({ id, situation: "violence" }), director, "director"),
);
const received = after(reported, receiveConcern(reported, supervisor));
const supplement = SupplementConcern.parse({ id, place: "村口" });

test("nothing but its id is wanted of a report, and a situation of another policy is kept", () => {
  assert.ok(ReportConcern.safeParse({ id }).success);
  const odd = after(initial, reportConcern(ReportConcern.parse({ id, situation: "of_another_version" }), director, "director")); // prettier-ignore
  assert.equal(odd.concern?.situation, "of_another_version");
});

test("who receives it is on the case; others say why they take part; nobody else handles it", () => {
  assert.equal(
    code(() => joinConcern(reported, "县里督办", county)),
    "concern.not_received",
  );
  assert.equal(code(() => handleConcern(reported, { handling: "police", note: "", number: "" }, supervisor)), "concern.not_on_case"); // prettier-ignore
  assert.equal(
    code(() => receiveConcern(received, county)),
    "concern.received",
  );
  const joined = after(received, joinConcern(received, "县里督办", county));
  assert.ok(joined.concern && isOnCase(joined.concern, "county") && isOnCase(joined.concern, "supervisor"));
  assert.ok(!isOnCase(joined.concern, "director"), "its reporter is told, and does not handle it");
  assert.deepEqual(joinConcern(joined, "再来一次", county), []);
});

test("its reporter alone adds to it, and also when it is closed", () => {
  assert.equal(
    code(() => supplementConcern(reported, supplement, supervisor)),
    "concern.unknown",
  );
  const told = after(received, [...handleConcern(received, { handling: "visited", note: "", number: "" }, supervisor), ...tellConcern(received, "孩子已经安全", supervisor)]); // prettier-ignore
  const closed = after(told, closeConcern(told, { finding: "confirmed", reason: "已经安置" }, supervisor));
  const more = after(closed, supplementConcern(closed, supplement, director));
  assert.equal(more.concern?.supplements[0]?.place, "村口");
  assert.equal(
    code(() => tellConcern(closed, "再说一次", supervisor)),
    "concern.closed",
  );
});

test("it is not closed before something was done and its reporter has heard of it", () => {
  const close = (state: ConcernState): string =>
    code(() => closeConcern(state, { finding: "unfounded", reason: "没有发生" }, supervisor));
  assert.equal(close(received), "concern.not_handled");
  const handled = after(received, handleConcern(received, { handling: "police", note: "", number: "A1" }, supervisor));
  assert.equal(close(handled), "concern.not_told");
  assert.equal(close(after(handled, tellConcern(handled, "已经查看", supervisor))), "");
});

test("what is handed on is received anew where it goes; a day to come is none on which something was done", () => {
  const moved = after(received, transferConcern(received, { area: "b", reason: "孩子在那边", from: "a" }, supervisor));
  assert.equal(moved.concern?.received, null);
  assert.equal(code(() => transferConcern(received, { area: "a", reason: "孩子在那边", from: "a" }, supervisor)), "concern.same_area"); // prettier-ignore
  assert.equal(code(() => handleConcern(received, { handling: "visited", day: "2024-07-02", note: "", number: "" }, supervisor)), "concern.day_wrong"); // prettier-ignore
});

test("a file is found out once, and no other subject is a report", () => {
  const known = after(received, identifyConcern(received, "child", supervisor));
  assert.equal(known.concern?.childId, "child");
  assert.deepEqual(identifyConcern(known, "child", supervisor), []);
  assert.equal(
    code(() => receiveConcern(initial, supervisor)),
    "concern.unknown",
  );
});

test("what the public page sent is put away by a second person, and not by whoever received it or handed it on", () => {
  const close = (state: ConcernState, by: Present): string =>
    code(() => closeConcern(state, { finding: "spam", reason: "是卖房广告" }, by));
  const receipt = { number: "1", digest: "d" };
  const open = after(initial, reportPublicly(ReportPublicly.parse({ id, secret: "4081632640815263", area: "445281001001", note: "便宜卖房" }), present("public"), receipt));
  const mine = after(open, receiveConcern(open, supervisor));
  const away = (state: ConcernState, by: Present): ConcernState =>
    after(state, transferConcern(state, { area: "445281002002", reason: "孩子在那边", from: "445281001001" }, by));
  assert.equal(close(away(mine, supervisor), supervisor), "concern.spam_second", "received, handed on, put away by one person");
  const joined = after(mine, joinConcern(mine, "县里督办", county));
  assert.equal(close(joined, county), "");
  assert.equal(close(away(joined, county), supervisor), "concern.spam_second", "handed on by another");
  const there = after(away(mine, supervisor), receiveConcern(away(mine, supervisor), county));
  assert.deepEqual([supervisor, county].map((by) => close(there, by)), ["concern.spam_second", "concern.spam_second"]);
  const further = away(there, county);
  assert.equal(close(further, county), "concern.spam_second");
}); // prettier-ignore
