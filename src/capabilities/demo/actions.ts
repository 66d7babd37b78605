import type pg from "pg";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { nation } from "#kernel/scope.ts";
import { isHalfFilled, markFilling, markSynthetic, removeDemoPeople } from "#capabilities/account/index.ts";
import { childrenOf, getArea, loadAreas } from "#capabilities/area/index.ts";
import { type Intake, takeInAll } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Journal } from "#platform/journal/journal.ts";
import { seedConferences } from "./conferences.ts";
import { DemoDeclarations } from "./declarations.ts";
import { seedBulletins } from "./bulletins.ts";
import { seedEntrustments } from "./entrustments.ts";
import { type Rules, seedLives } from "./lives.ts";
import type { Village } from "./making.ts";
import { seedConcerns } from "./concerns.ts";
import { seedLists } from "./lists.ts";
import { seedNotices } from "./notices.ts";
import { officersOf, seedPeople, type Units } from "./people.ts";
import { type DemoChild, generateChildren } from "./population.ts";
import { seedRecognitions } from "./recognitions.ts";
import { seedPublicReports } from "./publicReports.ts";
import { seedReferrals } from "./referrals.ts";
import { seedSharing } from "./sharing.ts";
import { shift } from "./days.ts";
import { seedReturns } from "./returns.ts";
import { seedTraining } from "./training.ts";

export interface DemoWorld extends Rules {
  readonly pool: pg.Pool;
  readonly owner: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly identitySecret: Buffer;
  readonly calendar: WorkCalendar;
}

export interface DemoOptions {
  readonly area: string;
  readonly children: number;
  readonly seed: number;
  /** False: the children as the survey found them, and nothing that came after; for large populations. */
  readonly visits: boolean;
  readonly onProgress?: (children: number, visits: number) => void;
}

const BATCH = 250;

const emptying = sql`
  truncate entry, journal_receipt, journal_snapshot, registry_identity, registry_person, registry_contact, grade_standing, visit_record, task_item, task_assignment, task_assignment_child,
    caselist, caselist_name, referral_item, recognition_item, conference_item, conference_invited, conference_decision, concern_item, declaration_item, entrustment_item, notice_item, notice_reading, notice_child, training_record, training_session, returns_handed, bulletin_list, bulletin_told, bulletin_draft, sharing_grant, sharing_key, sharing_call, survey_import, comparison_list, comparison_row, anomaly_item, anomaly_unregistered`;

/** The villages of a county, township by township. */
async function unitsOf(owner: pg.Pool, county: string, day: Day): Promise<Units> {
  const townships = await childrenOf(owner, county, day);
  const villages: Village[] = [];
  for (const township of townships) villages.push(...(await childrenOf(owner, township.code, day)));
  return { townships, villages };
}

/** A batch of children, as a survey would bring them; answers those that are in (a made-up namesake may be refused). */
async function seedChildren(world: DemoWorld, actor: Actor, children: readonly DemoChild[]): Promise<DemoChild[]> {
  const occurredAt = world.clock.now().toISOString();
  const intake: Intake = {
    journal: world.journal,
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
  const units = await unitsOf(world.owner, options.area, day);
  const { villages } = units;
  const people = await seedPeople(world.owner, { ...options, newSince: shift(today(world.clock), -12) }, units);
  const officers = await officersOf(world.owner, options.area);
  const around = { people, officers, villages: Map.groupBy(villages, (village) => village.code.slice(0, 9)) };
  const machine: Actor = {
    personId: "00000000-0000-7000-8000-000000000001",
    name: "演示数据",
    post: "system",
    area: options.area,
    scope: nation,
  };
  const declarations = new DemoDeclarations(world, options.seed, villages);
  let [children, visits] = [0, 0];
  let batch: DemoChild[] = [];
  const flush = async (): Promise<void> => {
    const taken = await seedChildren(world, machine, batch);
    if (options.visits) visits += await seedLives(world, machine, around, taken);
    if (options.visits) await seedReferrals(world, machine, around, taken);
    if (options.visits) await seedEntrustments(world, machine, around, taken);
    if (options.visits) await seedRecognitions(world, machine, around, taken);
    if (options.visits && children === 0) await seedConferences(world, machine, around, taken);
    if (options.visits && children === 0) await seedLists(world, people.get(options.area), officers, taken, villages);
    if (options.visits) await declarations.seed(taken);
    children += taken.length;
    batch = [];
    options.onProgress?.(children, visits);
  };
  for (const child of generateChildren({ seed: options.seed, count: options.children, villages, today: day })) {
    batch.push(child);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  if (options.visits) await seedNotices(world, machine, { people, ...options });
  if (options.visits) await seedConcerns(world, people, options.seed, villages);
  if (options.visits) await seedTraining(world, machine, { people, ...options });
  if (options.visits) await seedReturns(world, machine, { people, ...options });
  if (options.visits) await seedPublicReports(world, options.seed, villages);
  if (options.visits) await seedSharing(world, options.seed, people.get(options.area), officers);
  if (options.visits) await seedBulletins(world, options.seed, people.get(options.area), officers);
  await markFilling(world.owner, false);
  return { children, visits };
}
