import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { decideGrade, proposeGrade, rejectProposal } from "#capabilities/grade/decide.ts";
import { gradeOf, type PolicyFor } from "#capabilities/grade/index.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { closeFile, moveChild } from "#capabilities/registry/decide.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { closeTask } from "#capabilities/task/decide.ts";
import { tasksOf } from "#capabilities/task/index.ts";
import { draftVisit } from "#capabilities/visit/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { drawLife, type LifeEvent } from "./life.ts";
import type { Village } from "./making.ts";
import type { DemoChild } from "./population.ts";

/** Who lives and works around the children. */
export interface Neighbourhood {
  /** By the area of their post. */
  readonly people: ReadonlyMap<string, Actor>;
  /** By township. */
  readonly villages: ReadonlyMap<string, readonly Village[]>;
}

/** The policies that grade, as they hold in an area on a day. */
export interface Rules {
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  readonly gradingFor: PolicyFor;
}

type Decide = BatchItem["decide"];

/** What a command of that day would have decided: by the same functions, under the policy of that day. */
function decisionOf({ day, area, happening: it }: LifeEvent, actor: Actor, rules: Rules, child: DemoChild): Decide {
  const then = { today: day };
  switch (it.kind) {
    case "home_visit":
    case "contact": {
      const spokeWith = String(child.facts["carer.name"] ?? child.facts["guardian.name"] ?? "");
      const form = rules.policyFor(area, day).ref;
      const { kind, facts } = it;
      const problems = it.problem ? [foundOf(it.problem)] : [];
      return draftVisit({ kind, day, form, facts, spokeWith, note: "", problems }, { ...then, visitor: actor.name });
    }
    case "task_closed":
      return (subject) => closeTask(tasksOf(subject), it.no, { day, outcome: it.outcome }, then);
    case "proposed":
      return (subject) => proposeGrade(fileOf(subject), it, rules.gradingFor(area, day), actor.name);
    case "rejected":
      return (subject) => rejectProposal(gradeOf(subject), it);
    case "panel": {
      const command = { day, level: it.level, reason: it.reason, members: [...it.members] };
      return (subject) => decideGrade(fileOf(subject), command, rules.gradingFor(area, day), then);
    }
    case "moved":
      return (subject) => moveChild(fileOf(subject), { day, area: it.to, reason: it.reason }, subject.area, then);
    case "closed":
      return (subject) => closeFile(fileOf(subject), { day, reason: it.reason }, then);
  }
}

const foundOf = ({ title, solution, owner, due }: { title: string; solution: string; owner: string; due: Day }) => ({
  title,
  solution,
  owner,
  due,
});

function itemOf(event: LifeEvent, child: DemoChild, around: Neighbourhood, rules: Rules): BatchItem[] {
  const actor = around.people.get(event.who === "director" ? event.area : event.area.slice(0, 9));
  if (!actor) return [];
  const decide = decisionOf(event, actor, rules, child);
  return [{ subjectId: child.childId, commandId: event.id, actor, decide }];
}

/** What happens to a child, as the policy of today grades it. */
function lifeOf(child: DemoChild, around: Neighbourhood, rules: Rules, day: Day): LifeEvent[] {
  const policy = rules.policyFor(child.area, day);
  const [now] = policy.timeline(child.facts, day);
  const villages = around.villages.get(child.area.slice(0, 9)) ?? [];
  return drawLife(child, {
    today: day,
    level: now?.level ?? null,
    levels: policy.levels,
    neighbours: villages.filter((village) => village.code !== child.area),
  });
}

const isVisit = ({ happening }: LifeEvent): boolean => happening.kind === "home_visit" || happening.kind === "contact";

/**
 * Lets the children's lives happen: the first event of each in one transaction, then the second of each, and so on.
 * Answers how many visits there were.
 */
export async function seedLives(
  world: DemoWorld,
  actor: Actor,
  around: Neighbourhood,
  children: readonly DemoChild[],
): Promise<number> {
  const day = today(world.clock);
  const lives = children.map((child) => ({ child, life: lifeOf(child, around, world, day) }));
  let visits = 0;
  for (let n = 0; ; n += 1) {
    const turn = lives.flatMap(({ child, life }) => life.slice(n, n + 1).map((event) => ({ child, event })));
    if (turn.length === 0) return visits;
    visits += turn.filter(({ event }) => isVisit(event)).length;
    const items = turn.flatMap(({ child, event }) => itemOf(event, child, around, world));
    await inScope(world.pool, actor.scope, (db) =>
      world.journal.batch(db, actor, world.clock.now().toISOString(), items),
    );
  }
}
