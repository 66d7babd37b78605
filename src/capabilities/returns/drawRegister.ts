import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { notFound } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Facts } from "#engines/rules/catalogue.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { type Progress, type Saw, seenBy } from "#capabilities/export/index.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { areaCodes, fileOf, type FileState, maskedValues, unsealedValues } from "#capabilities/registry/index.ts";
import { retentionOf } from "#capabilities/retention/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { WorkbookPlan } from "#platform/files/index.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { asOf, findItem, headOf, namesOf, type ReturnsWorld, scopeOf, type Wanted } from "./actions.ts";
import { registerPlan } from "./layouts/registerWorkbook.ts";
import { parseRegister, type RegisterDefinition, type RegisterNames, type RegisterRow } from "./register.ts";
import { trackedSince } from "#capabilities/grade/index.ts";
import { beforeAll, countServed, listServed, type RegisterEntry } from "./store.ts";
import { register as words } from "./zh.ts";

/** Children that are held at a time, whatever the size of the area. */
const BATCH = 500;
/** Names of areas that are kept at a time: far more than a county has, far fewer than the nation. */
const MOST_NAMES = 20_000;

export interface DrawnRegister {
  readonly definition: RegisterDefinition;
  /**
   * Hands `take` the workbook's plan, whose children are read while it is written: batch by batch, in one read-only
   * snapshot, so that all lines are of one moment. Answers how many children were listed.
   */
  write(take: (plan: WorkbookPlan) => Promise<void>): Promise<number>;
}

/** The names of areas by the division of the day asked for; a code of later days by that of today. */
class AreaNames {
  private readonly paths = new Map<AreaCode, readonly string[]>();
  private readonly days: readonly Day[];

  constructor(days: readonly Day[]) {
    this.days = days;
  }

  async learn(db: Queryable, codes: readonly AreaCode[]): Promise<void> {
    if (this.paths.size > MOST_NAMES) this.paths.clear();
    for (const day of this.days) {
      const missing = [...new Set(codes)].filter((code) => !this.paths.has(code));
      for (const [code, path] of await areaPaths(db, missing, day)) this.paths.set(code, path);
    }
  }

  whole(code: AreaCode): string {
    return this.paths.get(code)?.join("") ?? code;
  }

  /** 占陇镇某村: a county has several villages of one name. */
  village(code: AreaCode): string {
    const path = this.paths.get(code);
    return path === undefined ? code : path.slice(code.length === 12 ? -2 : -1).join("");
  }
}

function registerNames(policy: Policy, areas: AreaNames): RegisterNames {
  const { levels, grounds } = namesOf(policy);
  const categories = new Map(policy.categories.map((category) => [category.id, category.title]));
  return {
    level: (id) => levels[id] ?? id,
    category: (id) => categories.get(id) ?? id,
    ground: (id) => grounds[id]?.title ?? id,
    area: (code) => areas.whole(code),
  };
}

/** Whole numbers leave with a purpose, a second factor and somebody's name on each page; what is sealed never does. */
const factsFor = ({ watermark }: Wanted, file: FileState | undefined): Facts => {
  if (file === undefined) return { name: words.elsewhere };
  return watermark ? unsealedValues(file.facts) : maskedValues(file.facts);
};

/** Present files by child; one that now lies outside the transaction's scope, or is sealed, is missing. */
async function findFiles(
  { journal }: ReturnsWorld,
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, FileState>> {
  const found = [...(await journal.find(db, ids))].filter(([, subject]) => retentionOf(subject).sealed === undefined);
  return new Map(found.map(([id, subject]) => [id, fileOf(subject)]));
}

async function* batches(
  world: ReturnsWorld,
  db: Queryable,
  next: (after: typeof beforeAll) => Promise<RegisterEntry[]>,
): AsyncGenerator<{ entries: readonly RegisterEntry[]; files: ReadonlyMap<string, FileState> }> {
  for (let entries = await next(beforeAll); ;) {
    const ids = entries.map((entry) => entry.childId);
    yield { entries, files: await findFiles(world, db, ids) };
    const last = entries.at(-1);
    if (last === undefined || entries.length < BATCH) return;
    entries = await next(last);
  }
}

const codesOf = (entries: readonly RegisterEntry[], files: ReadonlyMap<string, FileState>): AreaCode[] => [
  ...entries.map((entry) => entry.area),
  ...[...files.values()].flatMap((file) => areaCodes(file.facts)),
];

/** Whether the id is that of a register, and not of a return. */
export const hasRegister = (world: ReturnsWorld, wanted: Wanted): boolean =>
  findItem(world, wanted, (policy) => policy.registers) !== undefined;

/**
 * Draws up a register: the served children of an area on a day by village, with their present facts. A child whose file
 * has moved out of the actor's area since keeps its line, without facts: as many lines as the return of the day counts.
 * `saw` is told of its children when all are written. Errors: Problem returns.unknown, area.unknown, returns.definition_invalid.
 */
export async function drawRegister(
  world: ReturnsWorld,
  actor: Actor,
  wanted: Wanted,
  saw: Saw,
  progress?: Progress,
): Promise<DrawnRegister> {
  const scope = scopeOf(actor, wanted.area);
  const found = findItem(world, wanted, (policy) => policy.registers);
  if (!found) throw notFound("returns.unknown", { id: wanted.id });
  const { policy } = found;
  const definition = parseRegister(found.item);
  const head = await headOf(world, actor, wanted, policy);
  const tracked = trackedSince(policy.levels, wanted.asOf);
  const areas = new AreaNames([wanted.asOf, today(world.clock)]);
  const names = registerNames(policy, areas);
  const seen = seenBy(saw);
  let count = 0;

  async function* children(db: Queryable): AsyncGenerator<RegisterRow> {
    const at = asOf(world, wanted);
    progress?.of(await countServed(db, scope, at));
    const pages = batches(world, db, (after) => listServed(db, scope, at, tracked, after, BATCH));
    for await (const { entries, files } of pages) {
      seen.note(entries.map((entry) => entry.childId));
      await areas.learn(db, codesOf(entries, files));
      count += entries.length;
      progress?.did(entries.length);
      for (const entry of entries) {
        yield { ...entry, facts: factsFor(wanted, files.get(entry.childId)), village: areas.village(entry.area) };
      }
    }
  }

  const write: DrawnRegister["write"] = async (take) => {
    const listed = async (db: Queryable): Promise<void> => {
      const lines = children(db);
      try {
        await take(registerPlan(lines, head, definition, names));
      } finally {
        // A disk may be full in the middle of a query: the connection goes back after it.
        await lines.return(undefined);
      }
    };
    await inScope(world.pool, actor.scope, listed, { readOnly: true, snapshot: true });
    await seen.tell();
    return count;
  };
  return { definition, write };
}
