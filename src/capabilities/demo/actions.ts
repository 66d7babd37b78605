import type pg from "pg";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { nation } from "#kernel/scope.ts";
import {
  addPeople,
  demoPeopleOf,
  isHalfFilled,
  markFilling,
  markSynthetic,
  type PersonPost,
  removeDemoPeople,
} from "#capabilities/account/index.ts";
import { childrenOf, getArea, loadAreas } from "#capabilities/area/index.ts";
import { type Intake, takeInAll } from "#capabilities/registry/index.ts";
import { draftVisit } from "#capabilities/visit/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { BatchItem, Journal } from "#platform/journal/journal.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { type DemoChild, generateChildren } from "./population.ts";
import { Random } from "./random.ts";
import { type DemoVisit, generateVisits } from "./visits.ts";

export interface DemoWorld {
  readonly pool: pg.Pool;
  readonly owner: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly identitySecret: Buffer;
}

export interface DemoOptions {
  readonly area: string;
  readonly children: number;
  readonly seed: number;
  /** False: no past visits, for large populations. */
  readonly visits: boolean;
  readonly onProgress?: (children: number, visits: number) => void;
}

const BATCH = 250;

const emptying = sql`
  truncate entry, journal_receipt, journal_snapshot, registry_identity, registry_person, grade_standing, visit_record, task_item,
    caselist, survey_import`;

interface Village {
  readonly code: string;
  readonly name: string;
}

/** The villages of a county, township by township. */
async function villagesOf(
  owner: pg.Pool,
  county: string,
  day: Day,
): Promise<{ townships: Village[]; villages: Village[] }> {
  const townships = await childrenOf(owner, county, day);
  const villages: Village[] = [];
  for (const township of townships) villages.push(...(await childrenOf(owner, township.code, day)));
  return { townships, villages };
}

/** One made-up person per post: a county officer, a supervisor per township, a director per village. */
async function seedPeople(
  world: DemoWorld,
  options: DemoOptions,
  townships: readonly Village[],
  villages: readonly Village[],
): Promise<Map<string, Actor>> {
  const random = new Random(options.seed, 7);
  const named = (kind: PostKind, area: string): Omit<PersonPost, "personId"> => {
    const sex = random.chance(0.7) ? "female" : "male";
    return { name: drawSurname(random) + drawGiven(random, sex, "parent"), kind, area };
  };
  const posts = [
    named("city", options.area.slice(0, 4)),
    named("county", options.area),
    ...townships.map((unit) => named("supervisor", unit.code)),
    ...villages.map((unit) => named("director", unit.code)),
  ];
  const held = await demoPeopleOf(world.owner, posts.map((post) => post.area)); // prettier-ignore
  const fresh = posts.filter((post) => !held.some((other) => other.area === post.area));
  const ids = await addPeople(world.owner, fresh, { demo: true, day: "2020-01-01" });
  const people = [...held, ...fresh.map((post, n) => ({ ...post, personId: ids[n] ?? "" }))];
  return new Map(people.map(({ kind: post, ...person }) => [person.area, { ...person, post, scope: nation }]));
}

/** A batch of children, as a survey would bring them; answers those that are in (a made-up namesake may be refused). */
async function seedChildren(world: DemoWorld, actor: Actor, children: readonly DemoChild[]): Promise<DemoChild[]> {
  const occurredAt = world.clock.now().toISOString();
  const intake: Intake = {
    journal: world.journal,
    secret: world.identitySecret,
    today: today(world.clock),
    occurredAt,
    source: "survey",
  };
  const outcomes = await takeInAll(world.pool, intake, actor, children);
  return children.filter((_child, n) => {
    const outcome = outcomes[n];
    if (outcome?.kind !== "refused") return outcome?.kind === "registered";
    if (outcome.problem.code.startsWith("registry.id_") || outcome.problem.status === 422) throw outcome.problem;
    return false;
  });
}

/** Past visits, one of each child at a time, by the director of the village. */
async function seedVisits(
  world: DemoWorld,
  actor: Actor,
  people: ReadonlyMap<string, Actor>,
  children: readonly DemoChild[],
): Promise<number> {
  const day = today(world.clock);
  const lists = children.map((child) => ({ child, visits: [...generateVisits(child, day)] }));
  let count = 0;
  for (let n = 0; ; n += 1) {
    const due = lists.flatMap(({ child, visits }) => visits.slice(n, n + 1).map((visit) => ({ child, visit })));
    if (due.length === 0) return count;
    count += due.length;
    const items = due.flatMap(({ child, visit }) => {
      const visitor = people.get(visit.who === "director" ? child.area : child.area.slice(0, 9));
      return visitor ? [visitItem(child, visit, visitor, day)] : [];
    });
    await inScope(world.pool, actor.scope, (db) =>
      world.journal.batch(db, actor, world.clock.now().toISOString(), items),
    );
  }
}

const visitItem = (child: DemoChild, visit: DemoVisit, visitor: Actor, day: Day): BatchItem => ({
  subjectId: child.childId,
  commandId: visit.visitId,
  actor: visitor,
  decide: draftVisit(
    { kind: visit.kind, day: visit.day, form: "demo", facts: {}, spokeWith: visit.spokeWith, note: "", problems: [] },
    { today: day, visitor: visitor.name },
  ),
});

/** A filling that was cut off is begun anew: half a made-up family tells nobody anything. Only ever of synthetic data. */
async function emptyAll(owner: pg.Pool): Promise<void> {
  await owner.query(emptying);
  await removeDemoPeople(owner);
}

/**
 * Fills an empty installation with one real county and a made-up population, and marks the database as synthetic for
 * good: every page and every sheet says so. Memory does not grow with the number of children.
 */
export async function seedDemo(world: DemoWorld, options: DemoOptions): Promise<{ children: number; visits: number }> {
  const day = today(world.clock);
  await inScope(world.owner, nation, (db) => loadAreas(db, [options.area]));
  await getArea(world.owner, options.area, day);
  await markSynthetic(world.owner);
  if (await isHalfFilled(world.owner)) await emptyAll(world.owner);
  await markFilling(world.owner, true);
  const { townships, villages } = await villagesOf(world.owner, options.area, day);
  const people = await seedPeople(world, options, townships, villages);
  const machine: Actor = {
    personId: "00000000-0000-7000-8000-000000000001",
    name: "演示数据",
    post: "system",
    area: options.area,
    scope: nation,
  };
  let [children, visits] = [0, 0];
  let batch: DemoChild[] = [];
  const flush = async (): Promise<void> => {
    const taken = await seedChildren(world, machine, batch);
    if (options.visits) visits += await seedVisits(world, machine, people, taken);
    children += taken.length;
    batch = [];
    options.onProgress?.(children, visits);
  };
  for (const child of generateChildren({ seed: options.seed, count: options.children, villages, today: day })) {
    batch.push(child);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  await markFilling(world.owner, false);
  return { children, visits };
}
