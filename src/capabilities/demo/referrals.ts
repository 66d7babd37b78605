import { limitFrom } from "#engines/schedule/limit.ts";
import { YES } from "#engines/rules/answer.ts";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { givenFacts, sendingPurpose } from "#capabilities/export/index.ts";
import type { ReferralRoute } from "#capabilities/policy/index.ts";
import {
  acceptReferral, answerReferral, checkReferral, isOpen, type Present, receiveReferral, returnReferral, sendReferral,
} from "#capabilities/referral/decide.ts"; // prettier-ignore
import { askSearch, beyondSearch, lostIn, lostSinceOf, referralsOf } from "#capabilities/referral/index.ts";
import { fileOf, unsealedValues } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Neighbourhood } from "./lives.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";

type Drafts = ReturnType<typeof answerReferral>;

/** One step of a made-up referral: how many days ago, and what it says. */
interface Step {
  readonly ago: number;
  readonly by: "supervisor" | "department";
  readonly draft: (state: ReturnType<typeof referralsOf>, present: Present) => Drafts;
}

const received = (ago: number): Step => ({ ago, by: "department", draft: (state, present) => receiveReferral(state, 1, present) }); // prettier-ignore
const accepted = (ago: number): Step => ({ ago, by: "department", draft: (state, present) => acceptReferral(state, 1, present) }); // prettier-ignore
const returned = (ago: number): Step => ({
  ago,
  by: "department",
  draft: (state, present) => returnReferral(state, 1, "所附信息不足以核对，请补充监护人联系方式后再转", present),
});
const answered = (ago: number): Step => ({
  ago,
  by: "department",
  draft: (state, present) => {
    // a search that has been answered within its term found whom it searched for
    const findings = (state["1"]?.search?.parents ?? []).map((who) => ({ who, found: true }));
    const said = findings.length > 0 ? "已联系上，本人在外省务工" : "已上门核对情况，按规定办理并告知监护人";
    return answerReferral(state, 1, said, present, findings);
  },
});
const checked = (ago: number, solved: boolean): Step => ({
  ago,
  by: "supervisor",
  draft: (state, present) =>
    checkReferral(
      state,
      1,
      { solved, note: solved ? "已向孩子和监护人核实，情况属实" : "监护人说还没有办好" },
      present,
    ),
});

/** Each stands in the smallest sample, one after the other: sent late and in time, in every state. */
const courses: readonly { readonly sent: number; readonly steps: readonly Step[] }[] = [
  { sent: 40, steps: [accepted(38), answered(24), checked(20, true)] },
  { sent: 1, steps: [] },
  { sent: 20, steps: [received(18), accepted(16), answered(3)] },
  { sent: 33, steps: [accepted(30)] },
  { sent: 12, steps: [received(10), returned(4)] },
  { sent: 9, steps: [] },
  { sent: 30, steps: [answered(18), checked(6, false)] },
  { sent: 3, steps: [received(1)] },
];

/** One in so many of whom a route is proposed has been referred. */
const EVERY = 9;

const presentOn = (calendar: WorkCalendar, day: Day, name: string): Present => ({
  today: day,
  name,
  limit: (workdays, terms, from = day) => limitFrom(calendar, from, workdays, terms),
});

interface Chosen {
  readonly child: DemoChild;
  readonly route: ReferralRoute;
  readonly course: (typeof courses)[number];
  readonly random: Random;
}

/** Who is referred, for what, and how far it has come: a function of the children and their order alone. */
function chosenOf(world: DemoWorld, children: readonly DemoChild[], day: Day): Chosen[] {
  let met = 0;
  return children.flatMap((child) => {
    const random = new Random(Number.parseInt(child.childId.slice(-8), 16), 31);
    const routes = world
      .policyFor(child.area, day)
      .referrals.filter((route) => route.purpose !== undefined && route.proposed(child.facts, day) === YES);
    if (routes.length === 0 || met++ % EVERY !== 0) return [];
    const course = courses[(met / EVERY) % courses.length | 0];
    return course && shift(day, -course.sent) > child.day ? [{ child, route: random.pick(routes), course, random }] : [];
  });
} // prettier-ignore

/** The giving itself stands in no ledger: nothing of it ever left. */
function sent({ route }: Chosen, subject: Subject, actor: Actor, present: Present): Drafts {
  if (fileOf(subject).status !== "open") return [];
  const { id, title, clause, department, urgent = false, terms, purpose = "" } = route;
  const facts = givenFacts(unsealedValues(fileOf(subject).facts), sendingPurpose(purpose)?.fields ?? []);
  const held = unsealedValues(fileOf(subject).facts);
  const lost = route.search ? lostIn(held) : [];
  const search = route.search && { search: askSearch(lost, route.search, lostSinceOf(lost, held)) };
  const beyond = new Set(beyondSearch(lost, Object.keys(facts)));
  const given = route.search ? Object.fromEntries(Object.entries(facts).filter(([key]) => !beyond.has(key))) : facts;
  const note = urgent ? "请立即核实处置，并告知结果" : "请按职责核对办理，并反馈结果";
  const sending = { route: id, title, clause, department, urgent, terms, to: subject.area, note, number: null, facts: given, ...search }; // prettier-ignore
  return sendReferral(referralsOf(subject), sending, undefined, present);
}

/** Lets some children's findings go to departments, each as far as its course says, by the decisions of a command. */
export async function seedReferrals(
  world: DemoWorld,
  machine: Actor,
  around: Neighbourhood & { readonly officers: ReadonlyMap<string, Actor> },
  children: readonly DemoChild[],
): Promise<void> {
  const day = today(world.clock);
  const chosen = chosenOf(world, children, day);
  const most = Math.max(0, ...chosen.map(({ course }) => course.steps.length));
  for (let n = -1; n < most; n += 1) {
    const items = chosen.flatMap((one): BatchItem[] => {
      const step = n < 0 ? undefined : one.course.steps[n];
      if (n >= 0 && !step) return [];
      const on = shift(day, -(step?.ago ?? one.course.sent));
      const township = around.people.get(one.child.area.slice(0, 9));
      const actor = step?.by === "department" ? around.officers.get(one.route.department) : township;
      if (!actor) return [];
      const present = presentOn(world.calendar, on, actor.name);
      const decide = (subject: Subject): Drafts => {
        if (!step) return sent(one, subject, actor, present);
        const referral = referralsOf(subject)["1"];
        return referral && isOpen(referral) ? step.draft(referralsOf(subject), present) : [];
      };
      return [{ subjectId: one.child.childId, commandId: idOf(one.random, on), actor, decide }];
    });
    if (items.length === 0) continue;
    await inScope(world.pool, machine.scope, (db) =>
      world.journal.batch(db, machine, world.clock.now().toISOString(), items),
    );
  }
}
