import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import { childrenAmong } from "#capabilities/caselist/index.ts";
import { anomaliesOf, findFinding, findings } from "#capabilities/anomaly/index.ts";
import { titlesOf } from "#capabilities/comparison/index.ts";
import { tasksOf } from "#capabilities/task/index.ts";
import { closeTask } from "#capabilities/task/decide.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { getReferral, type Referral } from "./decide.ts";
import { findReferred, referralsOf } from "./store.ts";
import type { Origin, OriginKind, OriginLine, Origins, OriginsQuery, ReferralShown } from "./words.ts";
import { isAtRest, type ReferralWorld } from "./world.ts";

/* What of a file a referral comes from. It stays in the file: a department is told what it is asked for, and no more. */

type Kept = NonNullable<Referral["origin"]>;

/** Errors: referral.origin_unknown; referral.origin_over (409) where the task has ended. */
function taskTitle(subject: Subject, no: number): string {
  const { open, count } = tasksOf(subject);
  const task = open[String(no)];
  if (task) return task.title;
  throw no <= count ? conflict("referral.origin_over") : new Problem("referral.origin_unknown");
}

/** An anomaly that was answered may be referred, too: what was found to be so is what a department has to act on. */
async function anomalyTitle(db: Queryable, world: ReferralWorld, subject: Subject, no: number): Promise<string> {
  const open = anomaliesOf(subject).open[String(no)];
  if (open) return `${findings[open.finding]}：${open.title}`;
  const found = await findFinding(db, subject.id, no);
  if (!found) throw new Problem("referral.origin_unknown");
  return `${findings[found.finding]}：${titlesOf(world.clock, world.policyFor)(subject.area, found.comparison)}`;
}

/** Errors: referral.origin_unknown; referral.origin_over (409) for a task that has ended. */
export async function originOf(db: Queryable, world: ReferralWorld, subject: Subject, { kind, no }: Origin): Promise<Kept> {
  const title = kind === "task" ? taskTitle(subject, no) : await anomalyTitle(db, world, subject, no);
  return { kind, no, title };
} // prettier-ignore

/** For those who read the file. */
export function originShown(subject: Subject, { origin }: Referral): ReferralShown["origin"] {
  if (!origin) return null;
  const { open } = origin.kind === "task" ? tasksOf(subject) : anomaliesOf(subject);
  return { ...origin, open: open[String(origin.no)] !== undefined };
}

/** The task that a solved referral came from ends with it; one that somebody has closed by then stays as it is. Errors: referral.origin_unknown. */
export function closingOrigin(subject: Subject, no: number, note: string, day: Day): Drafted[] {
  const { origin } = getReferral(referralsOf(subject), no);
  if (origin?.kind !== "task") throw new Problem("referral.origin_unknown");
  const tasks = tasksOf(subject);
  if (!tasks.open[String(origin.no)]) return [];
  const outcome = `第 ${no} 号转介已落实：${note}`.slice(0, 500);
  return closeTask(tasks, origin.no, { outcome }, { today: day });
}

/** Of each anomaly or task of these children the newest referral, and which of them the actor's area holds at all. */
export function originLines(world: ReferralWorld, actor: Actor, { kind, ids }: OriginsQuery): Promise<Origins> {
  return inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const children = await childrenAmong(db, actor.scope, today(world.clock), ids);
      const files = await world.journal.find(db, await findReferred(db, actor.scope, children));
      return { children, lines: [...files].flatMap(([childId, subject]) => newest(childId, subject, kind)) };
    },
    { readOnly: true },
  );
}

function newest(childId: Id, subject: Subject, kind: OriginKind): OriginLine[] {
  if (isAtRest(subject)) return [];
  const lines = Object.entries(referralsOf(subject)).flatMap(([no, { origin, department, stage, outcome }]) =>
    origin?.kind === kind
      ? [{ childId, origin: { kind, no: origin.no }, no: Number(no), department, stage, outcome }]
      : [],
  );
  return [...new Map(lines.map((line) => [line.origin.no, line])).values()];
}
