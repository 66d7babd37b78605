import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { doubtCarer, makeEntrustment, type Present, proposedEnd } from "#capabilities/entrustment/decide.ts";
import { entrustmentOf } from "#capabilities/entrustment/index.ts";
import type { MakeEntrustment } from "#capabilities/entrustment/words.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { fileOf, type FileState, valueText } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Neighbourhood } from "./lives.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";

/** How an agreement stands: signed so many days ago, whether a parent has still to sign, whether the carer is in doubt. */
interface Course {
  readonly ago: number;
  readonly waits?: true;
  readonly doubted?: number;
}

/** One after the other; for some nobody has entered any. */
const courses: readonly (Course | undefined)[] = [
  { ago: 60 },
  undefined,
  { ago: 20, waits: true },
  { ago: 345 },
  { ago: 120, doubted: 9 },
  undefined,
  { ago: 30 },
];

const known = ({ facts }: FileState, key: string): string => {
  const value = facts[key]?.value;
  return value === undefined ? "" : valueText(key, value, new Map());
};

/** What a director would have filled in from the file; the pictures of signatures are nobody's, and are not there. */
function agreementOf(file: FileState, policy: Policy, day: Day, { course: { waits }, director, random }: Chosen): MakeEntrustment {
  const { signers, questions, undertakings, terms } = policy.entrustment;
  const party = (who: string) => ({ name: known(file, `${who}.name`), phone: known(file, `${who}.phone`), place: "" });
  const entrusts = (id: string): boolean => known(file, `${id}.name`) !== "" && !known(file, `${id}.status`).includes("死亡");
  const signed = signers.map(({ id, role }): MakeEntrustment["signers"][number] => {
    const name = role === "witness" ? director.name : known(file, `${id}.name`);
    if (role === "entruster" && !entrusts(id)) return { id, name, how: "excused", note: "不能履行监护职责" };
    const isAway = waits && role === "entruster";
    return isAway ? { id, name, how: "later", note: "视频同意，春节返乡补签" } : { id, name, how: "signed", file: idOf(random, day), note: "" };
  });
  return {
    id: idOf(random, day), form: policy.ref, from: day, until: proposedEnd(day, terms.months, known(file, "birthDate")),
    entrusters: signers.flatMap(({ id, role }) => (role === "entruster" && entrusts(id) ? [{ id, ...party(id) }] : [])),
    carer: { ...party("carer"), relation: known(file, "carer.relation") },
    answers: Object.fromEntries(questions.map(({ id, right }) => [id, right])),
    wish: { heard: "agrees", words: "愿意跟着住" }, undertakings: undertakings.map(({ by, text }) => ({ by, text })),
    schoolTold: true, signers: signed, reason: "",
  };
} // prettier-ignore

interface Chosen {
  readonly child: DemoChild;
  readonly course: Course;
  readonly director: Actor;
  readonly random: Random;
  readonly policy: Policy;
}

/** Children whom a carer looks after and who are to have an agreement: a function of the children and their order alone. */
function chosenOf(world: DemoWorld, around: Neighbourhood, children: readonly DemoChild[], day: Day): Chosen[] {
  let met = 0;
  return children.flatMap((child) => {
    const policy = world.policyFor(child.area, day);
    const [now] = policy.timeline(child.facts, day);
    const director = around.people.get(child.area);
    const isWanted = now?.categories.some((one) => policy.entrustment.for.includes(one)) ?? false;
    if (!isWanted || !director || child.facts["carer.name"] === undefined) return [];
    if (child.facts["carer.capacity"] !== "able") return [];
    const course = courses[met++ % courses.length];
    if (!course || shift(day, -course.ago) <= child.day) return [];
    return [{ child, course, director, policy, random: new Random(Number.parseInt(child.childId.slice(-8), 16), 47) }];
  });
} // prettier-ignore

function steps(chosen: Chosen, day: Day): ((subject: Subject) => ReturnType<typeof makeEntrustment>)[] {
  const { course, policy, director, random } = chosen;
  const on = (ago: number): Present => ({ today: shift(day, -ago), name: director.name, entrustment: policy.entrustment });
  const open = (subject: Subject): boolean => fileOf(subject).status === "open" && fileOf(subject).facts["carer.name"] !== undefined;
  const make = (subject: Subject) => {
    const present = on(course.ago);
    const command = agreementOf(fileOf(subject), policy, present.today, chosen);
    return open(subject) && command.entrusters.length > 0 ? makeEntrustment(entrustmentOf(subject), fileOf(subject), command, present) : [];
  };
  if (course.doubted === undefined) return [make];
  const note = "照护人近来常外出，孩子晚上一个人在家";
  const command = { id: idOf(random, day), note };
  const doubt = (subject: Subject) =>
    open(subject) && !entrustmentOf(subject).doubt ? doubtCarer(entrustmentOf(subject), fileOf(subject), command, on(course.doubted ?? 0)) : [];
  return [make, doubt];
} // prettier-ignore

/** Lets some children's parents entrust them, each as far as its course says, by the decisions of a command. */
export async function seedEntrustments(
  world: DemoWorld,
  machine: Actor,
  around: Neighbourhood,
  children: readonly DemoChild[],
): Promise<void> {
  const day = today(world.clock);
  const chosen = chosenOf(world, around, children, day);
  for (const n of [0, 1]) {
    const items = chosen.flatMap((one): BatchItem[] => {
      const decide = steps(one, day)[n];
      const on = addDays(day, -(n === 0 ? one.course.ago : (one.course.doubted ?? 0)));
      return decide
        ? [{ subjectId: one.child.childId, commandId: idOf(one.random, on), actor: one.director, decide }]
        : [];
    });
    if (items.length === 0) continue;
    await inScope(world.pool, machine.scope, (db) =>
      world.journal.batch(db, machine, world.clock.now().toISOString(), items),
    );
  }
}
