import { YES } from "#engines/rules/answer.ts";
import { type Actor, isDepartment } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import {
  acceptInvitation, callConference, type Conference, declineInvitation, fulfilDecision, holdConference, type Present, reviewConference, sendOpinion,
} from "#capabilities/conference/decide.ts"; // prettier-ignore
import { conferencesOf, limitOn, limitWithin } from "#capabilities/conference/index.ts";
import { givenFacts, sendingPurpose } from "#capabilities/export/index.ts";
import { fileOf, unsealedValues } from "#capabilities/registry/index.ts";
import { closeTask, type TaskState } from "#capabilities/task/decide.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Neighbourhood } from "./lives.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";

/** One child whose departments sit together: who they are, and who acts for the office and the village. */
interface Case {
  /** How it goes on: one of the courses below. */
  readonly course: number;
  /** What the children of one meeting share. */
  readonly sitting: Id;
  readonly child: DemoChild;
  readonly departments: readonly string[];
  readonly township: Actor;
  readonly director: string;
}

interface Scene extends Case {
  readonly subject: Subject;
  readonly present: Present;
  readonly one: Conference | undefined;
  readonly meets: Day;
}

/** A step of a made-up conference: how many days ago, who takes it, and what it says. */
interface Step {
  readonly ago: number;
  readonly by: "township" | number;
  readonly draft: (scene: Scene) => readonly Drafted[];
}

const id = "00000000-0000-7000-8000-000000000000";
const reason = "孩子在校、监护和安全几个方面都要办，需要各部门共同商定";
const where = { time: "09:30", place: "镇政府会议室", way: "onsite" } as const;

const calledOn = (world: DemoWorld): Step["draft"] => ({ child, departments, subject, present, meets, sitting }) => {
  if (fileOf(subject).status !== "open") return [];
  const { conference } = world.policyFor(child.area, present.today);
  const facts = unsealedValues(fileOf(subject).facts);
  const invited = conference.invited.filter((one) => departments.includes(one.id)).map((one) => ({
    department: one.id, title: one.title, number: null, facts: givenFacts(facts, sendingPurpose(one.purpose ?? "")?.fields ?? []),
  }));
  const calling = { clause: conference.clause, terms: conference.terms, to: subject.area, sitting, invited };
  return callConference(conferencesOf(subject), { reason, day: meets, ...where }, calling, present);
}; // prettier-ignore

const accepts: Step["draft"] = ({ subject, present, departments: [first = ""] }) =>
  acceptInvitation(conferencesOf(subject), 1, first, present.name, present);
const declines: Step["draft"] = ({ subject, present, departments: [, second = ""] }) => [
  ...sendOpinion(conferencesOf(subject), 1, second, "同意由镇政府牵头，本部门按职责配合办理", present),
  ...declineInvitation(conferencesOf(subject), 1, second, "当日另有会议", present),
];

const tasksOf = (subject: Subject): TaskState => subject.state["task"] as TaskState;

/** Held on its day: the first department has a decision, and so has the village. */
const held = (due: number, review: number): Step["draft"] => ({ subject, present, departments: [first = ""], township, director, meets }) =>
  isDepartment(first) ? holdConference(conferencesOf(subject), tasksOf(subject), 1, {
    id, heldOn: meets, present: [`镇政府 ${township.name}`, "相关部门经办人员", `村委会 ${director}`],
    minutes: "镇政府介绍了孩子的情况和已经做的工作。各部门逐项研究，一致认为先解决眼前的安全和就学，再跟踪监护情况。", reviewOn: shift(present.today, review),
    decisions: [
      { what: "按职责办理并告知镇政府结果", department: first, due: shift(present.today, due) },
      { what: "每周上门探访一次，连续四周", person: director, due: shift(present.today, due + 20) },
    ],
  }, present) : []; // prettier-ignore

const fulfils: Step["draft"] = ({ subject, present, departments: [first = ""] }) =>
  fulfilDecision(
    conferencesOf(subject),
    1,
    1,
    { department: first, done: true, result: "已按会商决定办理完毕" },
    present,
  );
const visits: Step["draft"] = ({ subject, present, one }) => {
  const task = one?.decisions[1]?.task ?? 0;
  return tasksOf(subject).open[String(task)] ? closeTask(tasksOf(subject), task, { outcome: "已连续四周上门，情况稳定" }, present) : [];
}; // prettier-ignore
const reviewed: Step["draft"] = ({ subject, present }) =>
  reviewConference(conferencesOf(subject), tasksOf(subject), 1, { id, review: "effective", note: "孩子在校、生活都已安定，转为日常走访" }, present); // prettier-ignore

/** Before the meeting; after it, with a decision past its day; reviewed; to be held today; to be reviewed. The first step is the calling. */
const coursesOf = (world: DemoWorld): readonly { readonly meets: number; readonly steps: readonly Step[] }[] => {
  const call = (ago: number): Step => ({ ago, by: "township", draft: calledOn(world) });
  return [
    { meets: -2, steps: [call(3), { ago: 1, by: 0, draft: accepts }] },
    { meets: 14, steps: [call(18), { ago: 16, by: 0, draft: accepts }, { ago: 15, by: 1, draft: declines }, { ago: 14, by: "township", draft: held(8, 30) }] },
    {
      meets: 52,
      steps: [call(58), { ago: 55, by: 0, draft: accepts }, { ago: 52, by: "township", draft: held(10, 40) }, { ago: 44, by: 0, draft: fulfils }, { ago: 24, by: "township", draft: visits }, { ago: 10, by: "township", draft: reviewed }],
    },
    { meets: 0, steps: [call(4), { ago: 2, by: 0, draft: accepts }, { ago: 1, by: 1, draft: declines }] },
    { meets: 32, steps: [call(36), { ago: 34, by: 0, draft: accepts }, { ago: 32, by: "township", draft: held(10, 40) }, { ago: 25, by: 0, draft: fulfils }, { ago: 3, by: "township", draft: visits }] },
  ];
}; // prettier-ignore

const seedOf = ({ childId }: DemoChild): number => Number.parseInt(childId.slice(-8), 16);

/** Children for whom the policy proposes departments: as many as there are courses. */
function casesOf(world: DemoWorld, { people }: Neighbourhood, children: readonly DemoChild[], day: Day, most: number): Case[] {
  const found: Case[] = [];
  for (const child of children) {
    if (found.length === most) break;
    const { referrals, conference } = world.policyFor(child.area, day);
    const able = new Set<string>(conference.invited.flatMap((one) => (one.purpose === undefined ? [] : [one.id])));
    const proposed = referrals.flatMap((route) => (able.has(route.department) && route.proposed(child.facts, day) === YES ? [route.department] : []));
    const township = people.get(child.area.slice(0, 9));
    const [first] = proposed;
    if (first === undefined || !township || shift(day, -60) <= child.day) continue;
    const departments = [...new Set([first, "education", "women_federation"])];
    const sitting = idOf(new Random(seedOf(child), 60), day);
    found.push({ course: found.length, sitting, child, departments, township, director: people.get(child.area)?.name ?? township.name });
  }
  return found;
} // prettier-ignore

const MOST_SIBLINGS = 3;
/** The first brothers and sisters of whom no other case is told: they come to one meeting, which is still to be held. */
function familyOf({ people }: Neighbourhood, cases: readonly Case[], children: readonly DemoChild[], day: Day): Case[] {
  const taken = new Set(cases.map(({ child }) => child.childId));
  const able = children.filter((child) => !taken.has(child.childId) && typeof child.facts["guardian.phone"] === "string" && shift(day, -60) > child.day); // prettier-ignore
  const homes = Map.groupBy(able, ({ area, facts }) => `${area} ${String(facts["guardian.phone"])}`);
  const [eldest, ...others] = [...homes.values()].find((home) => home.length > 1) ?? [];
  const township = eldest && people.get(eldest.area.slice(0, 9));
  if (!eldest || !township) return [];
  const shared = { course: 0, sitting: idOf(new Random(seedOf(eldest), 60), day), departments: ["education", "women_federation"], township, director: people.get(eldest.area)?.name ?? township.name };
  return [eldest, ...others].slice(0, MOST_SIBLINGS).map((child) => ({ ...shared, child }));
} // prettier-ignore

/** Lets departments sit together about a few children, each conference as far as its course says, by the decisions of a command. */
export async function seedConferences(
  world: DemoWorld,
  machine: Actor,
  around: Neighbourhood & { readonly officers: ReadonlyMap<string, Actor> },
  children: readonly DemoChild[],
): Promise<void> {
  const day = today(world.clock);
  const courses = coursesOf(world);
  const found = casesOf(world, around, children, day, courses.length);
  const cases = [...found, ...familyOf(around, found, children, day)];
  const most = Math.max(...courses.map(({ steps }) => steps.length));
  for (let n = 0; n < most; n += 1) {
    const items = cases.flatMap((each): BatchItem[] => {
      const course = courses[each.course];
      const step = course?.steps[n];
      const actor = step && (step.by === "township" ? each.township : around.officers.get(each.departments[step.by] ?? ""));
      if (!step || !actor) return [];
      const on = shift(day, -step.ago);
      const random = new Random(seedOf(each.child), 61 + n);
      const decide = (subject: Subject): readonly Drafted[] => {
        const one = conferencesOf(subject)["1"];
        if (n > 0 && !one) return [];
        return step.draft({ ...each, subject, one, meets: shift(day, -course.meets), present: presentOn(world, on, actor.name, subject) });
      };
      return [{ subjectId: each.child.childId, commandId: idOf(random, on), actor, decide }];
    });
    if (items.length > 0) await inScope(world.pool, machine.scope, (db) => world.journal.batch(db, machine, world.clock.now().toISOString(), items));
  }
} // prettier-ignore

const presentOn = ({ calendar }: DemoWorld, on: Day, name: string, subject: Subject): Present => ({
  today: on,
  name,
  fileOpen: fileOf(subject).status === "open",
  within: (workdays, terms, latest) => limitWithin(calendar, on, workdays, terms, latest),
  on: (due, terms) => limitOn(calendar, on, due, terms),
});
