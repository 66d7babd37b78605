import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { inForce, type TrainingWorld } from "./actions.ts";
import { ruleFor, trainingState } from "./decide.ts";
import { recordsOf, sessionsIn, workersIn, type WorkerRow } from "./store.ts";
import {
  type Coverage,
  type CoverageRow,
  PEOPLE_MOST,
  type PeopleQuery,
  type Session,
  type TrainingFile,
  type TrainingPerson,
} from "./words.ts";

/* What those above see: how many have learnt what is asked, and who has not. */

/** A part of one's area; what lies outside it does not exist. Errors: area.unknown (404). */
function scopeOf({ scope }: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return scope;
  if (!within(scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

type InForce = Awaited<ReturnType<typeof inForce>>;

const rank = { exam: 0, due: 1, done: 2, none: 3 } as const;

function personOf({ rules, courses }: InForce, row: WorkerRow, day: Day): TrainingPerson {
  const { examined: _examined, ...seen } = row;
  return { ...seen, state: trainingState(ruleFor(rules, row.post, row.area), row, courses, day) };
}

/** One line for each person: of two posts the one of which more is still asked. */
function onePerPerson(posts: readonly TrainingPerson[]): TrainingPerson[] {
  const found = new Map<Id, TrainingPerson>();
  for (const post of posts) {
    const held = found.get(post.personId);
    if (!held || rank[post.state] < rank[held.state]) found.set(post.personId, post);
  }
  return [...found.values()];
}

async function postsIn(world: TrainingWorld, actor: Actor, area: AreaCode | undefined): Promise<TrainingPerson[]> {
  const [scope, day, held] = [scopeOf(actor, area), today(world.clock), await inForce(world)];
  const rows = await inScope(world.pool, actor.scope, (db) => workersIn(db, scope, day), { readOnly: true });
  return rows.map((row) => personOf(held, row, day));
}

/** Everybody whose post can be trained; those who have not done what is asked first, by place. */
export async function peopleIn(world: TrainingWorld, actor: Actor, { area, state }: PeopleQuery, most = PEOPLE_MOST): Promise<TrainingPerson[]> {
  const people = onePerPerson(await postsIn(world, actor, area));
  return people
    .filter((one) => state === undefined || one.state === state)
    .toSorted((a, b) => rank[a.state] - rank[b.state] || (a.area < b.area ? -1 : 1))
    .slice(0, most);
} // prettier-ignore

const none = (area: AreaCode): CoverageRow => ({ area, people: 0, done: 0, due: 0, exam: 0 });

const withPerson = (row: CoverageRow, { state }: TrainingPerson): CoverageRow =>
  state === "none" ? row : { ...row, people: row.people + 1, [state]: row[state] + 1 };

const counted = (area: AreaCode, posts: readonly TrainingPerson[]): CoverageRow =>
  onePerPerson(posts).reduce(withPerson, none(area));

/** Digits of the codes below a place: province, city, county, township, village. */
const below = (area: AreaCode): number => ({ 1: 2, 2: 4, 4: 6, 6: 9 })[area.length] ?? 12;

/** Coverage against 100 %: of a place, and of the places below it; in the order of their codes, and never of their figures. */
export async function coverage(world: TrainingWorld, actor: Actor, area: AreaCode | undefined): Promise<Coverage> {
  const at = area ?? actor.area;
  const asked = (await postsIn(world, actor, area)).filter(({ state }) => state !== "none");
  const { rules } = await inForce(world);
  const parts = Map.groupBy(asked.filter((one) => one.area.length > at.length), (one) => one.area.slice(0, below(at)));
  const named = asked.flatMap((one) => ruleFor(rules, one.post, one.area) ?? []);
  return {
    year: Number(today(world.clock).slice(0, 4)),
    whole: counted(at, asked),
    areas: [...parts].map(([code, posts]) => counted(code, posts)).toSorted((a, b) => (a.area < b.area ? -1 : 1)),
    rules: [...new Set(named)].map(({ title, clause }) => ({ title, clause })),
  };
} // prettier-ignore

const FILE_MOST = 200;

/** The training file of one person of the area. What was wrong in an exam is its maker's alone. Errors: training.person_unknown (404). */
export async function fileOf(world: TrainingWorld, actor: Actor, personId: Id): Promise<TrainingFile> {
  const [day, held] = [today(world.clock), await inForce(world)];
  const found = await inScope(world.pool, actor.scope, async (db) => ({
    posts: await workersIn(db, actor.scope, day, personId),
    records: await recordsOf(db, personId, FILE_MOST),
  }), { readOnly: true }); // prettier-ignore
  const [person] = onePerPerson(found.posts.map((row) => personOf(held, row, day)));
  if (!person) throw notFound("training.person_unknown");
  const records = found.records.map(({ wrong: _wrong, courseId: _course, ...one }) => one);
  return { ...person, records };
}

/** What the offices of one's area have held. Errors: area.unknown (404). */
export async function sessions(world: TrainingWorld, actor: Actor, area: AreaCode | undefined): Promise<Session[]> {
  const scope = scopeOf(actor, area);
  return inScope(world.pool, actor.scope, (db) => sessionsIn(db, scope), { readOnly: true });
}
