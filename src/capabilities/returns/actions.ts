import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { notFound } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { isSynthetic } from "#capabilities/account/index.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { linesOf } from "#capabilities/caselist/index.ts";
import { type Profile, unveiling, trackedSince } from "#capabilities/grade/index.ts";
import { packName, type Policy } from "#capabilities/policy/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Behind } from "./answers.ts";
import { countReturn } from "./count.ts";
import { drill, type FigureKind } from "./drill.ts";
import { type Head, isFuture } from "./layouts/form.ts";
import { parseRegister, type RegisterDefinition } from "./register.ts";
import { type AsOf, countGroups, countOpenable, endOfDay, hasRecord, listGroupChildren } from "./store.ts";
import type { Table } from "./table.ts";
import { type Names, parseReturn, type ReturnDefinition } from "./words.ts";
import { earlierNote, reckonedNote, synthetic, unrecordedNote } from "./zh.ts";

export interface ReturnsWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

/** Which return, of which area, as of which day, and as it was known when. */
export interface Wanted {
  readonly id: string;
  readonly area: AreaCode;
  readonly asOf: Day;
  /** ISO instant; default: now. "Frozen as of its date" is the end of that day. */
  readonly knownAt?: string;
  /** Where it leaves as a file. */
  readonly watermark?: Watermark;
}

export interface Drawn {
  readonly definition: ReturnDefinition;
  readonly table: Table;
  readonly head: Head;
}

/** The returns that the policy of an area asks for. */
export const returnsOf = (world: ReturnsWorld, area: AreaCode, day: Day): ReturnDefinition[] =>
  world.policyFor(area, day).returns.map((one) => parseReturn(one));

/** The registers that it asks for. */
export const registersOf = (world: ReturnsWorld, area: AreaCode, day: Day): RegisterDefinition[] =>
  world.policyFor(area, day).registers.map((one) => parseRegister(one));

/** Every name that a policy gives to what it finds. */
const itemsOf = ({ kindFacts, groundFacts, categories }: Policy): string[] => [
  ...kindFacts.keys(),
  ...groundFacts.keys(),
  ...categories.map(({ id }) => id),
];

export const namesOf = (policy: Policy): Names => ({
  levels: Object.fromEntries(policy.levels.map((level) => [level.id, level.title])),
  grounds: Object.fromEntries(
    policy.grounds.map((ground) => [ground.id, { title: ground.title, level: ground.level }]),
  ),
});

/** Errors: Problem area.unknown (404) for an area outside the actor's own. */
export function scopeOf(actor: Actor, area: AreaCode): Scope {
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** A form may be asked for a day before its pack took effect: the pack that has it is looked for as of today then. */
export function findItem<T extends { readonly id: string }>(
  world: ReturnsWorld,
  wanted: Wanted,
  of: (policy: Policy) => readonly T[],
): { policy: Policy; item: T } | undefined {
  for (const day of [wanted.asOf, today(world.clock)]) {
    const policy = world.policyFor(wanted.area, day);
    const item = of(policy).find((one) => one.id === wanted.id);
    if (item) return { policy, item };
  }
  return undefined;
}

export function definitionOf(world: ReturnsWorld, wanted: Wanted): { policy: Policy; definition: ReturnDefinition } {
  const found = findItem(world, wanted, (policy) => policy.returns);
  if (!found) throw notFound("returns.unknown", { id: wanted.id });
  return { policy: found.policy, definition: parseReturn(found.item) };
}

export const asOf = (world: ReturnsWorld, wanted: Wanted): AsOf => ({
  day: wanted.asOf,
  knownAt: wanted.knownAt ?? world.clock.now().toISOString(),
});

/** What stands over a form. Errors: Problem area.unknown. */
export async function headOf(world: ReturnsWorld, actor: Actor, wanted: Wanted, policy: Policy): Promise<Head> {
  const path = await areaPath(world.pool, wanted.area, today(world.clock));
  const name = path.slice(-2).join("");
  return {
    unit: name,
    person: actor.name,
    day: today(world.clock),
    phone: "",
    area: { code: wanted.area, name },
    asOf: wanted.asOf,
    generatedAt: world.clock.now().toISOString(),
    policy: policy.ref,
    pack: packName(policy),
    ...(wanted.watermark && { watermark: wanted.watermark }),
  };
}

/** Draws a return up from the record. */
export const drawReturn = (world: ReturnsWorld, actor: Actor, wanted: Wanted): Promise<Drawn> =>
  drawn(world, actor, wanted, (policy) => unveiling(itemsOf(policy), world.journal.machine.vault));

/** The same as somebody would draw it who knows nothing of what is sealed. */
const drawnOpenly = (world: ReturnsWorld, actor: Actor, wanted: Wanted): Promise<Drawn> =>
  drawn(world, actor, wanted, () => (profile) => profile);

async function drawn(
  world: ReturnsWorld,
  actor: Actor,
  wanted: Wanted,
  reading: (policy: Policy) => (profile: Profile) => Profile,
): Promise<Drawn> {
  const scope = scopeOf(actor, wanted.area);
  const { policy, definition } = definitionOf(world, wanted);
  const tracked = trackedSince(policy.levels, wanted.asOf);
  const unveil = reading(policy);
  const { groups, recorded } = await inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const at = asOf(world, wanted);
      const counted = await countGroups(db, scope, at, tracked, unveil);
      return { groups: counted, recorded: counted.length > 0 || (await hasRecord(db, scope, at)) };
    },
    { readOnly: true },
  );
  const head = { ...(await headOf(world, actor, wanted, policy)), unrecorded: !recorded };
  const table = countReturn(definition, groups, namesOf(policy));
  return { definition, table: await marked(world, table, head, policy), head };
}

/**
 * Nobody shall send up what is only reckoned, what nobody had registered yet, nor a table of made-up children: each says
 * so on every sheet.
 */
async function marked(world: ReturnsWorld, table: Table, head: Head, policy: Policy): Promise<Table> {
  const marks = [
    ...(head.unrecorded ? [unrecordedNote(head.asOf)] : []),
    ...(policy.from > head.asOf ? [earlierNote(policy.document, policy.from)] : []),
    ...(isFuture(head) ? [reckonedNote(head.asOf, head.day)] : []),
    ...((await isSynthetic(world.pool)) ? [synthetic] : []),
  ];
  return marks.length === 0 ? table : { ...table, notes: [...table.notes, ...marks] };
}

/**
 * Of a figure's groups those whose children it names: whoever stands in a line of grounds or categories through a sealed
 * fact is counted there and named by their level alone (docs/decisions/0028-people-on-the-case.md).
 */
async function namedKeys(
  world: ReturnsWorld,
  actor: Actor,
  wanted: Wanted,
  { row, which }: { readonly row: string; readonly which: FigureKind },
  keys: readonly string[],
): Promise<readonly string[]> {
  if (which === "subtotal" || which === "total") return keys;
  const open = new Set(drill((await drawnOpenly(world, actor, wanted)).table, row, which).keys);
  return keys.filter((key) => open.has(key));
}

/** Opens a figure to its children. */
export async function childrenBehind(
  world: ReturnsWorld,
  actor: Actor,
  wanted: Wanted,
  figure: { readonly row: string; readonly which: FigureKind },
  page: { readonly limit: number; readonly offset: number },
): Promise<Behind> {
  const scope = scopeOf(actor, wanted.area);
  const { policy } = definitionOf(world, wanted);
  const { table } = await drawReturn(world, actor, wanted);
  const found = drill(table, figure.row, figure.which);
  const keys = await namedKeys(world, actor, wanted, figure, found.keys);
  const tracked = trackedSince(policy.levels, wanted.asOf);
  const day = today(world.clock);
  const { children, hidden } = await inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const ids = await listGroupChildren(db, scope, asOf(world, wanted), tracked, keys, page);
      const reader = { scope: actor.scope, today: day };
      return {
        children: await linesOf((work) => work(db), { machine: world.journal.machine, scope: actor.scope, day }, ids),
        hidden: found.count - (await countOpenable(db, scope, asOf(world, wanted), tracked, keys, reader)),
      };
    },
    { readOnly: true, snapshot: true },
  );
  return { title: found.title, count: found.count, hidden, children };
}

export { endOfDay };
