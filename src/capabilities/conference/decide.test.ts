import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import { isProblem } from "#kernel/problem.ts";
import { defaultFolder, openCalendar } from "#capabilities/policy/index.ts";
import { closeTask, evolve as evolveTask, initial as noTasks, type TaskState } from "#capabilities/task/decide.ts";
import {
  acceptInvitation, callConference, cancelConference, type ConferenceState, declineInvitation, dropDecision, evolve, fulfilDecision, holdConference,
  initial, type Present, renewDecision, reviewConference, sendOpinion,
} from "./decide.ts"; // prettier-ignore
import { moveMeeting, openInvitation, takeBack } from "./inviting.ts";
import { limitOn, limitWithin } from "./limit.ts";
import type { CallConference, HoldConference } from "./words.ts";

let calendar: WorkCalendar;
before(async () => {
  calendar = await openCalendar(defaultFolder);
});

const on = (today: string, fileOpen = true): Present => ({
  today,
  name: "某人",
  fileOpen,
  within: (workdays, terms, latest) => limitWithin(calendar, today, workdays, terms, latest),
  on: (due, terms) => limitOn(calendar, today, due, terms),
});

interface Both {
  readonly state: ConferenceState;
  readonly tasks: TaskState;
}
type Drafts = readonly { kind: string; body: Record<string, unknown> }[];
const then = ({ state, tasks }: Both, drafts: Drafts): Both => ({
  state: drafts.reduce<ConferenceState>(evolve, state),
  tasks: drafts.reduce<TaskState>(evolveTask, tasks),
});
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return "done";
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
};

const id = "01907f00-0000-7000-8000-000000000001";
const terms = { answer: 2, review: 20, remind: 1, climb: 1, clause: "本地设定", source: "local" } as const;
const invited = ["education", "police"].map((department) => ({ department, title: "会商", number: "1", facts: { name: "甲" } })); // prettier-ignore
const part = { clause: "粤民发〔2024〕32号 四(二)", terms, to: "445281001001", invited };
const asked = { id, reason: "商定复学和安全", day: "2024-07-05", time: "09:30", place: "会议室", way: "onsite", invited: [], seq: 1 } satisfies CallConference; // prettier-ignore
const called = (): Both =>
  then({ state: initial, tasks: noTasks }, callConference(initial, asked, part, on("2024-07-01")));
const byPerson = { what: "每周探访", person: "张三", due: "2024-07-12" };
const bySchool = { what: "安排复学", department: "education", due: "2024-07-10" } as const;
const minutes = (decisions: HoldConference["decisions"]): HoldConference => ({ id, heldOn: "2024-07-05", present: ["镇政府 张三"], minutes: "会议形成如下决定……", decisions, reviewOn: "2024-08-05" }); // prettier-ignore
const held = (decisions: HoldConference["decisions"] = [bySchool, byPerson]): Both => {
  const both = called();
  return then(both, holdConference(both.state, both.tasks, 1, minutes(decisions), on("2024-07-05")));
};
const one = ({ state }: Both, no = 1) => state[String(no)] ?? assert.fail("no such conference");

test("an answer is due in its working days and never after the meeting; the meeting itself climbs", () => {
  const { invited: found, limit } = one(called());
  assert.deepEqual([found["education"]?.limit?.due, found["police"]?.answer], ["2024-07-03", "waiting"]);
  assert.deepEqual(limit, { due: "2024-07-05", remindOn: "2024-07-04", climbsOn: "2024-07-08", assumed: [] });
  const soon = callConference(initial, { ...asked, day: "2024-07-02" }, part, on("2024-07-01"));
  assert.deepEqual(soon[1]?.body["limit"], limitOn(calendar, "2024-07-01", "2024-07-02", terms));
});

test("called once at a time, not into the past, nobody twice, and not of a closed file", () => {
  const { state } = called();
  assert.equal(codeOf(() => callConference(state, asked, part, on("2024-07-01"))), "conference.open_already");
  assert.equal(codeOf(() => callConference(initial, asked, part, on("2024-07-06"))), "conference.day_wrong");
  assert.equal(codeOf(() => callConference(initial, asked, { ...part, invited: [...invited, ...invited] }, on("2024-07-01"))), "conference.invited_twice");
  assert.equal(codeOf(() => callConference(initial, asked, part, on("2024-07-01", false))), "registry.file_closed");
}); // prettier-ignore

test("a department answers before the meeting alone, for itself alone; it may think again", () => {
  const both = called();
  const come = then(both, acceptInvitation(both.state, 1, "police", "李警官", on("2024-07-02")));
  assert.deepEqual(acceptInvitation(come.state, 1, "police", "李警官", on("2024-07-02")), [], "said before");
  const not = then(come, declineInvitation(come.state, 1, "police", "另有任务", on("2024-07-03")));
  assert.equal(one(not).invited["police"]?.answer, "declined");
  const said = then(not, sendOpinion(not.state, 1, "police", "建议签订告诫书", on("2024-07-03")));
  assert.equal(one(said).invited["police"]?.opinion, "建议签订告诫书");
  assert.equal(
    codeOf(() => acceptInvitation(said.state, 1, "health", "", on("2024-07-03"))),
    "conference.unknown",
  );
  assert.equal(
    codeOf(() => acceptInvitation(held().state, 1, "police", "", on("2024-07-06"))),
    "conference.not_now",
  );
});

test("each decision has one owner, a day, and a person's is a task of the file", () => {
  const { state, tasks } = called();
  const decide = (more: object): string => codeOf(() => holdConference(state, tasks, 1, minutes([{ ...bySchool, ...more }]), on("2024-07-05")));
  assert.equal(decide({ person: "张三" }), "conference.owner_wrong");
  assert.equal(decide({ department: undefined }), "conference.owner_wrong");
  assert.equal(decide({ department: "health" }), "conference.owner_wrong");
  assert.equal(decide({ due: "2024-07-04" }), "conference.due_wrong");
  assert.equal(codeOf(() => holdConference(state, tasks, 1, { ...minutes([]), heldOn: "2024-06-30" }, on("2024-07-05"))), "conference.day_wrong");
  const both = held([byPerson, bySchool, { ...byPerson, what: "联系父亲" }]);
  assert.deepEqual(one(both).decisions.map(({ task }) => task), [1, null, 2]);
  assert.deepEqual(Object.values(both.tasks.open).map(({ title, owner }) => [title, owner]), [["每周探访", "张三"], ["联系父亲", "张三"]]);
}); // prettier-ignore

test("a task that is closed where tasks are closed fulfils its decision; a department answers for its own alone", () => {
  const both = held();
  const closed = then(both, closeTask(both.tasks, 1, { outcome: "已探访" }, { today: "2024-07-08" }));
  assert.deepEqual(one(closed).decisions.map(({ stage }) => stage), ["open", "done"]);
  const answer = (department: string, done: boolean) => fulfilDecision(closed.state, 1, 1, { department, done, result: "已安排" }, on("2024-07-08"));
  assert.equal(codeOf(() => answer("police", true)), "conference.unknown");
  assert.equal(one(then(closed, answer("education", false))).decisions[0]?.stage, "unable");
  assert.equal(codeOf(() => fulfilDecision(closed.state, 1, 2, { department: "", done: true, result: "" }, on("2024-07-08"))), "conference.unknown");
}); // prettier-ignore

test("what goes another way is open again with its day, and the old task ends by it", () => {
  const both = held();
  const again = then(both, renewDecision(both.state, both.tasks, 1, 2, { id, note: "改由李四", person: "李四", due: "2024-07-20" }, on("2024-07-08")));
  assert.deepEqual([one(again).decisions[1]?.task, one(again).decisions[1]?.stage], [2, "open"]);
  assert.deepEqual(Object.values(again.tasks.open).map(({ owner }) => owner), ["李四"]);
  const dropped = then(again, dropDecision(again.state, again.tasks, 1, 2, "已随父母生活", on("2024-07-09")));
  assert.deepEqual([one(dropped).decisions[1]?.stage, Object.keys(dropped.tasks.open)], ["dropped", []]);
  assert.equal(codeOf(() => dropDecision(dropped.state, dropped.tasks, 1, 2, "再来", on("2024-07-09"))), "conference.decision_not_now");
}); // prettier-ignore

test("reviewed when all is done or on its day; effective with nothing open; on goes on with a later day", () => {
  const both = held();
  const review = (says: "effective" | "on" | "ended", day: string, reviewOn?: string, fileOpen = true) =>
    reviewConference(both.state, both.tasks, 1, { id, review: says, note: "评估", ...(reviewOn && { reviewOn }) }, on(day, fileOpen));
  assert.equal(codeOf(() => review("effective", "2024-08-04")), "conference.review_early");
  assert.equal(codeOf(() => review("effective", "2024-08-05")), "conference.decisions_open");
  assert.equal(codeOf(() => review("on", "2024-08-05", "2024-08-05")), "conference.review_day_wrong");
  const on2 = then(both, review("on", "2024-08-05", "2024-09-01"));
  assert.deepEqual([one(on2).stage, one(on2).reviewOn, one(on2).limit?.due], ["held", "2024-09-01", "2024-09-01"]);
  assert.equal(codeOf(() => review("on", "2024-08-05", "2024-09-01", false)), "registry.file_closed");
  const ended = then(both, review("ended", "2024-07-08", undefined, false));
  assert.deepEqual([one(ended).stage, one(ended).decisions.map(({ stage }) => stage)], ["closed", ["dropped", "dropped"]]);
  assert.deepEqual([Object.keys(ended.tasks.open), one(ended).invited["education"]?.facts], [[], {}], "nothing stays open, nothing stays given");
  assert.equal(codeOf(() => reviewConference(held([]).state, noTasks, 1, { id, review: "effective", note: "都好" }, on("2024-07-06"))), "done");
}); // prettier-ignore

test("the next one takes the place of one that did not help: what was open goes over to it, its tasks stay", () => {
  const both = held();
  const next = { ...asked, day: "2024-07-20", instead: 1 };
  assert.equal(codeOf(() => callConference(both.state, next, part, on("2024-07-10"))), "conference.review_missing");
  const again = then(both, callConference(both.state, { ...next, review: "孩子又离校" }, part, on("2024-07-10")));
  assert.deepEqual([one(again).stage, one(again).outcome, one(again).next, one(again, 2).instead], ["closed", "again", 2, 1]);
  assert.deepEqual([one(again).decisions.map(({ stage }) => stage), Object.keys(again.tasks.open)], [["carried", "carried"], ["1"]]);
  const kept = one(again, 2).decisions.map(({ nth, department, person, task, stage, day, limit: { due } }) => [nth, department ?? person, task, stage, day, due]);
  assert.deepEqual(kept, [[1, "education", null, "open", "2024-07-05", "2024-07-10"], [2, "张三", 1, "open", "2024-07-05", "2024-07-12"]]);
  const without = { ...part, invited: invited.filter(({ department }) => department !== "education") };
  assert.equal(codeOf(() => callConference(both.state, { ...next, review: "孩子又离校" }, without, on("2024-07-10"))), "conference.owner_uninvited");
}); // prettier-ignore

/** The second conference, called while both decisions of the first were open, the school having said that it cannot. */
const second = (): Both => {
  const both = held();
  const unable = then(both, fulfilDecision(both.state, 1, 1, { department: "education", done: false, result: "学位不足" }, on("2024-07-09")));
  return then(unable, callConference(unable.state, { ...asked, day: "2024-07-20", instead: 1, review: "孩子又离校" }, part, on("2024-07-10")));
}; // prettier-ignore

test("one that carries something open is not cancelled; what it carries is done, given out again or dropped before it is held", () => {
  const both = second();
  assert.deepEqual([one(both, 2).decisions[0]?.stage, one(both, 2).decisions[0]?.said], ["unable", "学位不足"], "as the school left it");
  const cancel = ({ state }: Both): string => codeOf(() => cancelConference(state, 2, "不开了", on("2024-07-11")));
  assert.equal(cancel(both), "conference.carries_open");
  const closed = then(both, closeTask(both.tasks, 1, { outcome: "已探访" }, { today: "2024-07-11" }));
  assert.deepEqual([one(closed, 2).decisions[1]?.stage, cancel(closed)], ["done", "conference.carries_open"], "its task is tied to it");
  const again = then(closed, renewDecision(closed.state, closed.tasks, 2, 1, { id, note: "腾出学位", department: "education", due: "2024-07-18" }, on("2024-07-11")));
  const answered = then(again, fulfilDecision(again.state, 2, 1, { department: "education", done: true, result: "已入学" }, on("2024-07-12")));
  assert.equal(cancel(answered), "done");
  assert.equal(cancel(then(closed, dropDecision(closed.state, closed.tasks, 2, 1, "已随父母转学", on("2024-07-11")))), "done");
  const first = called();
  assert.equal(codeOf(() => dropDecision(first.state, first.tasks, 1, 1, "没有", on("2024-07-02"))), "conference.not_now");
}); // prettier-ignore

test("what the second one decides comes behind what it carries", () => {
  const both = second();
  const told = { ...minutes([{ ...bySchool, what: "送教上门", due: "2024-07-30" }]), heldOn: "2024-07-20" };
  const after = then(both, holdConference(both.state, both.tasks, 2, told, on("2024-07-20")));
  assert.deepEqual(one(after, 2).decisions.map(({ nth, what }) => [nth, what]), [[1, "安排复学"], [2, "每周探访"], [3, "送教上门"]]);
  assert.equal(codeOf(() => reviewConference(after.state, after.tasks, 2, { id, review: "effective", note: "都好" }, on("2024-08-05"))), "conference.decisions_open");
}); // prettier-ignore

test("no day lies further off than a year: of a meeting, a decision, a review, or what is given out again", () => {
  const far = "9999-12-30";
  const { state, tasks } = called();
  const hold = (more: object, due = "2025-07-05"): string => codeOf(() => holdConference(state, tasks, 1, { ...minutes([{ ...bySchool, due }]), ...more }, on("2024-07-05")));
  assert.deepEqual([hold({}), hold({}, "2025-07-06"), hold({}, far), hold({ reviewOn: far })], ["done", ...Array<string>(3).fill("conference.day_too_far")]);
  assert.equal(codeOf(() => callConference(initial, { ...asked, day: far }, part, on("2024-07-01"))), "conference.day_too_far");
  assert.equal(codeOf(() => moveMeeting(state, 1, { ...asked, day: far }, on("2024-07-02"))), "conference.day_too_far");
  const both = held();
  assert.equal(codeOf(() => renewDecision(both.state, both.tasks, 1, 1, { id, note: "再办", department: "education", due: far }, on("2024-07-08"))), "conference.day_too_far");
  assert.equal(codeOf(() => reviewConference(both.state, both.tasks, 1, { id, review: "on", note: "再看", reviewOn: far }, on("2024-08-05"))), "conference.day_too_far");
}); // prettier-ignore

test("moved to another day: all are asked again, what was given and written stays, and nobody is asked into the past", () => {
  const both = called();
  const told = then(both, [...acceptInvitation(both.state, 1, "police", "李警官", on("2024-07-02")), ...sendOpinion(both.state, 1, "police", "建议告诫", on("2024-07-02"))]);
  const other = { day: "2024-07-09", time: "15:00", place: "二楼", way: "online", reason: "各方时间不合" } as const;
  const { invited: found, meets, limit, minutes: none } = one(then(told, moveMeeting(told.state, 1, other, on("2024-07-03"))));
  assert.deepEqual([meets, limit?.due, none], ["2024-07-09", "2024-07-09", null]);
  assert.deepEqual(moveMeeting(then(told, moveMeeting(told.state, 1, other, on("2024-07-03"))).state, 1, other, on("2024-07-03")), [], "to where it is already nobody is asked again");
  assert.deepEqual([found["police"]?.answer, found["police"]?.limit?.due, found["police"]?.opinion, found["police"]?.facts], ["waiting", "2024-07-05", "建议告诫", { name: "甲" }]);
  assert.equal(codeOf(() => moveMeeting(told.state, 1, { ...other, day: "2024-07-02" }, on("2024-07-03"))), "conference.day_wrong");
  assert.equal(codeOf(() => moveMeeting(told.state, 1, other, on("2024-07-03", false))), "registry.file_closed");
  assert.equal(codeOf(() => moveMeeting(held().state, 1, other, on("2024-07-06"))), "conference.not_now");
}); // prettier-ignore

test("cancelled before it was held, also of a closed file; what was given is let go of", () => {
  const both = called();
  const off = then(both, cancelConference(both.state, 1, "已由亲属接走", on("2024-07-02", false)));
  assert.deepEqual([one(off).stage, one(off).invited["police"]?.facts], ["cancelled", {}]);
  assert.equal(
    codeOf(() => cancelConference(held().state, 1, "不开了", on("2024-07-06"))),
    "conference.not_now",
  );
});

test("an invitation of before its opening was noted counts as opened", () => {
  const entries = callConference(initial, asked, part, on("2024-07-01"));
  const old = entries.map(({ kind, body: { isWatched: _unknown, ...body } }) => ({ kind, body }));
  const back = (drafts: Drafts): string => codeOf(() => takeBack(drafts.reduce<ConferenceState>(evolve, initial), 1, "police", "请错了", on("2024-07-01")));
  assert.deepEqual([back(entries), back(old)], ["done", "conference.opened_already"]);
  assert.deepEqual(openInvitation(old.reduce<ConferenceState>(evolve, initial), 1, "police", on("2024-07-01")), []);
}); // prettier-ignore
