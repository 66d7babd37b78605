import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, dayOf } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { isSynthetic } from "#capabilities/account/index.ts";
import type { World } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Training } from "./courses.ts";
import { holdSession, isOffered, ruleFor, shown, takeExam, told, trainingState, withdrawSession } from "./decide.ts";
import { recordsOf, trainingOf, workersIn } from "./store.ts";
import type { HoldSession, OwnTraining, TakeExam, WithdrawSession } from "./words.ts";

export interface TrainingWorld extends World {
  readonly pool: pg.Pool;
  readonly training: Training;
}

const byOf = ({ personId: id, name }: Actor) => ({ id, name });

/** Rules and courses in force: examples in a demonstration alone. */
export async function inForce({ pool, training: { rules, courses } }: TrainingWorld): Promise<Pick<Training, "rules" | "courses">> {
  if (await isSynthetic(pool)) return { rules, courses };
  const isReal = ({ example }: { readonly example: boolean }): boolean => !example;
  return { rules: rules.filter(isReal), courses: courses.filter(isReal) };
} // prettier-ignore

/**
 * A sheet is of the day when it was made (occurredAt): it may have lain on a phone while its course was retired. What was not
 * offered on that day where its maker's post is does not exist for them. Errors: as decide's takeExam.
 */
export async function take(world: TrainingWorld, actor: Actor, command: TakeExam, occurredAt?: string): Promise<Receipt> {
  const { courses } = await inForce(world);
  const day = occurredAt === undefined ? today(world.clock) : dayOf(new Date(occurredAt));
  const course = courses.find((one) => one.id === command.courseId && isOffered(one, actor.area, day));
  const content = { operation: "training.take", command };
  return world.journal.create(
    { actor, commandId: command.id, content, ...(occurredAt && { occurredAt }) },
    { id: command.id, childId: null, area: actor.area },
    () => takeExam(course, command, byOf(actor), day),
  );
} // prettier-ignore

/** Errors: as decide's holdSession. */
export async function hold(world: TrainingWorld, actor: Actor, command: HoldSession): Promise<Receipt> {
  const day = today(world.clock);
  const content = { operation: "training.hold", command };
  return world.journal.create(
    { actor, commandId: command.id, content },
    { id: command.id, childId: null, area: actor.area },
    async (_subject, db) => {
      const there = await workersIn(db, actor.scope, day);
      const known = there.map(({ personId: id, area }) => ({ id, area }));
      return holdSession(command, known, { today: day, by: byOf(actor) });
    },
  );
}

/** Of one's own office or one below. Errors: journal.not_found (404); as decide's withdrawSession. */
export const withdraw = (world: TrainingWorld, actor: Actor, id: Id, command: WithdrawSession): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "training.withdraw", command } },
    id,
    (subject) => withdrawSession(trainingOf(subject), command.reason, byOf(actor), today(world.clock)),
  );

const OWN_MOST = 50;

/** What is asked of whoever asks, what there is to learn, and what they have done. A deputy is asked for nothing. */
export async function own(world: TrainingWorld, actor: Actor): Promise<OwnTraining> {
  const { rules, courses } = await inForce(world);
  const day: Day = today(world.clock);
  const { records, posts } = await inScope(world.pool, actor.scope, async (db) => ({
    records: await recordsOf(db, actor.personId, OWN_MOST),
    posts: await workersIn(db, actor.scope, day, actor.personId),
  }), { readOnly: true }); // prettier-ignore
  const held = posts.find(({ post, area }) => post === actor.post && area === actor.area);
  const rule = held && ruleFor(rules, held.post, held.area);
  return {
    state: held ? trainingState(rule, held, courses, day) : "none",
    rule: rule ? { title: rule.title, clause: rule.clause } : null,
    courses: courses.filter((one) => isOffered(one, actor.area, day)).map(shown),
    records: records.map((one) => ({ ...one, wrong: told(one.wrong, one.passed) })),
  };
}
