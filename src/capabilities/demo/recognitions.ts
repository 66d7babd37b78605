import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { askRecognition, type Present, verifyRecognition } from "#capabilities/recognition/decide.ts";
import { recognitionsOf } from "#capabilities/recognition/index.ts";
import { limitFrom } from "#engines/schedule/limit.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Neighbourhood } from "./lives.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";

/** How many days ago it was asked for and verified; the last one waits for the township past its term. */
const courses: readonly { readonly asked: number; readonly verified?: number }[] = [
  { asked: 6 },
  { asked: 20, verified: 4 },
  { asked: 34 },
];

/** One in so many of whom the policy says that nobody cares for them in fact has an application. */
const EVERY = 6;

/** Lets some of the children whom the policy finds in fact without care be asked for, by the decisions of a command. */
export async function seedRecognitions(
  world: DemoWorld,
  machine: Actor,
  around: Neighbourhood,
  children: readonly DemoChild[],
): Promise<void> {
  const day = today(world.clock);
  const presentOn = (on: Day, name: string): Present => ({
    today: on,
    name,
    limit: (workdays, terms) => limitFrom(world.calendar, on, workdays, terms),
  });
  let met = 0;
  const verifying: BatchItem[] = [];
  const asking = children.flatMap((child): BatchItem[] => {
    const policy = world.policyFor(child.area, day);
    const item = policy.recognitions[0];
    const actor = around.people.get(child.area.slice(0, 9));
    const says = policy.decide(child.facts, day).categories.find(({ id }) => id === item?.category)?.answer;
    if (!item || !actor || says !== "yes" || met++ % EVERY !== 0) return [];
    const course = courses[Math.floor(met / EVERY) % courses.length];
    if (!course || shift(day, -course.asked) <= child.day) return [];
    const { id: kind, title, clause, verify, confirm, remind, climb } = item;
    const random = new Random(Number.parseInt(child.childId.slice(-8), 16), 47);
    const asked = { kind, title, clause, terms: { verify, confirm, remind, climb }, asker: "guardian", note: "父母情形见档案，材料已收" } as const;
    const ask: BatchItem = {
      subjectId: child.childId, commandId: idOf(random, shift(day, -course.asked)), actor,
      decide: (subject) => fileOf(subject).status === "open" ? askRecognition(recognitionsOf(subject), asked, presentOn(shift(day, -course.asked), actor.name)) : [],
    };
    const { verified } = course;
    if (verified === undefined) return [ask];
    const judged = { eligible: true, reason: "与民政、公安信息比对一致", says } as const;
    verifying.push({
      subjectId: child.childId, commandId: idOf(random, shift(day, -verified)), actor,
      decide: (subject) => recognitionsOf(subject)["1"] ? verifyRecognition(recognitionsOf(subject), 1, judged, presentOn(shift(day, -verified), actor.name)) : [],
    });
    return [ask];
  }); // prettier-ignore
  // one after the other: within a batch each decides on the file as it stood before the batch
  for (const items of [asking, verifying])
    if (items.length > 0)
      await inScope(world.pool, machine.scope, (db) =>
        world.journal.batch(db, machine, world.clock.now().toISOString(), items),
      );
}
