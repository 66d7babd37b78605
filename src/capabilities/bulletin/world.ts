import type pg from "pg";
import type { Actor, Department } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { BulletinItem, Policy } from "#capabilities/policy/index.ts";
import type { World } from "#capabilities/registry/index.ts";
import type { Present } from "./decide.ts";

export interface BulletinWorld extends World {
  readonly pool: pg.Pool;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

export const presentOf = ({ clock }: Pick<BulletinWorld, "clock">, { name }: Actor, own = false): Present => ({
  today: today(clock),
  by: { name },
  own,
});

const offices: Readonly<Record<BulletinItem["from"], number>> = { county: 6, prefecture: 4 };

/** Whose duty an item is: the office of that level, by the length of its area's code. */
export const isDutyOf = ({ from }: Pick<BulletinItem, "from">, area: AreaCode): boolean =>
  area.length === offices[from];

/** What an office has to send by its area's policy. */
export const itemsOf = ({ policyFor }: Pick<BulletinWorld, "policyFor">, area: AreaCode, day: Day): BulletinItem[] =>
  policyFor(area, day).bulletins.filter((item) => isDutyOf(item, area));

export interface Wanted {
  readonly policy: Policy;
  readonly item: BulletinItem;
  readonly fields: readonly string[];
  /** Title of each level of the policy. */
  readonly titles: Readonly<Record<string, string>>;
}

/** Errors: bulletin.item_unknown, bulletin.not_for_department. */
export function wantedOf(world: BulletinWorld, area: AreaCode, { item: id, department }: { readonly item: string; readonly department: Department }): Wanted {
  const day = today(world.clock);
  const policy = world.policyFor(area, day);
  const item = itemsOf(world, area, day).find((one) => one.id === id);
  if (!item) throw new Problem("bulletin.item_unknown", { item: id });
  const to = item.to.find((one) => one.department === department);
  if (!to) throw new Problem("bulletin.not_for_department", { title: item.title });
  return { policy, item, fields: to.fields, titles: Object.fromEntries(policy.levels.map((level) => [level.id, level.title])) };
} // prettier-ignore
