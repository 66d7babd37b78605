import type { Day } from "#kernel/day.ts";
import { type Scope, within } from "#kernel/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { fit, plain, stemsOfText } from "./naming.ts";
import { findAreas, lineage, type Named, selectByStems } from "./store.ts";
import { findByCode, successors, withPaths } from "./tree.ts";
import { type Area, epoch, type Level, levels, type Resolution } from "./words.ts";

/*
 * A written place ("普宁市流沙东街道南园社区", "南园村", "445281001205") to the unit that it means. The text is cut
 * from its beginning into names that lie inside one another; levels may be left out. The best fitting end wins;
 * where two fit equally well, nobody guesses.
 */

const longestName = 40;
const mostChains = 200;
const mostCandidates = 10;

/** A way to read the beginning of the text: the units met, and what is still unread. */
interface Chain {
  readonly last?: Named;
  readonly rest: string;
  readonly score: number;
}

/** Beginnings of a text, the longest first: where a text has very many readings, the fullest are kept. */
const pieces = (rest: string): string[] =>
  Array.from({ length: Math.min(rest.length, longestName) }, (_, i) => rest.slice(0, i + 1)).toReversed();

const inside = (chain: Chain, unit: Named): boolean =>
  !chain.last || (unit.code !== chain.last.code && unit.code.startsWith(chain.last.code));

/** All ways to read one more name; the ending's fit counts most, what went before breaks ties. */
function longer(chain: Chain, units: ReadonlyMap<string, readonly Named[]>): Chain[] {
  const chains: Chain[] = [];
  for (const piece of pieces(chain.rest)) {
    for (const unit of stemsOfText(piece).flatMap((stem) => units.get(stem) ?? [])) {
      if (!inside(chain, unit)) continue;
      const score = chain.score / 10 + fit(piece, unit.called, unit.level);
      chains.push({ last: unit, rest: chain.rest.slice(piece.length), score });
    }
  }
  return chains;
}

interface Reading {
  readonly complete: Chain[];
  readonly deepest: Chain | undefined;
}

function read(text: string, units: ReadonlyMap<string, readonly Named[]>): Reading {
  let open: Chain[] = [{ rest: text, score: 0 }];
  const complete: Chain[] = [];
  let deepest: Chain | undefined;
  while (open.length > 0) {
    const next = open.flatMap((chain) => longer(chain, units)).slice(0, mostChains);
    for (const chain of next) if (!deepest || chain.rest.length < deepest.rest.length) deepest = chain;
    complete.push(...next.filter((chain) => chain.rest === ""));
    open = next.filter((chain) => chain.rest !== "");
  }
  return { complete, deepest };
}

/** The units that share the highest score. A bare name that a province bears too is the province: 海南, 上海. */
function best(chains: readonly Chain[]): Named[] {
  const top = Math.max(...chains.map((chain) => chain.score));
  const ends = chains.flatMap((chain) => (chain.last && chain.score === top ? [chain.last] : []));
  const provinces = ends.filter((unit) => unit.level === "province");
  const units = new Map((provinces.length > 0 ? provinces : ends).map((unit) => [unit.code, unit]));
  return [...units.values()];
}

const holds = (unit: Area, day: Day): boolean => unit.validTo === null || unit.validTo > day;

const byStem = (units: readonly Named[]): Map<string, Named[]> => Map.groupBy(units, (unit) => unit.stem);

/** Every part of the text that could be a name, as stems: one query finds all units that play a part. */
const stemsWithin = (text: string): string[] => [
  ...new Set(Array.from(text, (_, i) => pieces(text.slice(i)).flatMap(stemsOfText)).flat()),
];

/** What the units of an old name or code are on the day. */
async function today(db: Queryable, units: readonly Named[], day: Day): Promise<Area[]> {
  const codes = new Set<string>();
  for (const unit of units) {
    if (holds(unit, day)) codes.add(unit.code);
    else for (const code of await successors(db, unit.code, unit.validFrom, day)) codes.add(code);
  }
  return findAreas(db, [...codes], day);
}

const reachable = (code: string, scope: Scope): boolean => within(scope, code) || lineage(scope.lo).includes(code);

/** The units that a number names: of the day, or what an old code became. */
async function byCode(db: Queryable, digits: string, scope: Scope, day: Day): Promise<Area[]> {
  const area = await findByCode(db, digits, day);
  const areas = area ? [area] : await findAreas(db, await successors(db, digits, epoch, day), day);
  return areas.filter((one) => reachable(one.code, scope));
}

interface Found {
  readonly areas: readonly Area[];
  readonly near: Area | undefined;
}

/** The units that a text names; names of the day first, old names only where none of the day fits. */
async function byName(db: Queryable, text: string, scope: Scope, day: Day, wanted: readonly Level[]): Promise<Found> {
  const units = await selectByStems(db, stemsWithin(text), scope, day);
  let near: Area | undefined;
  for (const choice of [units.filter((unit) => holds(unit, day)), units]) {
    const reading = read(text, byStem(choice));
    const ends = reading.complete.filter((chain) => chain.last && wanted.includes(chain.last.level));
    if (ends.length > 0) return { areas: await today(db, best(ends), day), near };
    near ??= reading.deepest?.last;
  }
  return { areas: [], near };
}

async function answer(db: Queryable, { areas, near }: Found, day: Day): Promise<Resolution> {
  const [only] = areas;
  if (only && areas.length === 1) return { kind: "found", code: only.code, area: only };
  if (only) return { kind: "ambiguous", candidates: await withPaths(db, areas.slice(0, mostCandidates), day) };
  const [known] = near ? await withPaths(db, await findAreas(db, [near.code], day), day) : [];
  return known ? { kind: "none", near: known } : { kind: "none" };
}

/**
 * The unit that a text names within a scope, on a day; old names and codes lead to their successors. Only units of
 * the scope and those above it are looked at. `wanted` leaves only units of some levels as answers: a clerk's "赤岗"
 * is the village where a village is asked for, and ambiguous where the town would do as well.
 */
export async function resolveName(
  db: Queryable,
  text: string,
  scope: Scope,
  day: Day,
  wanted: readonly Level[] = levels,
): Promise<Resolution> {
  const written = plain(text);
  if (written === "" || written.length > 80) return { kind: "none" };
  if (!/^\d+$/.test(written)) return answer(db, await byName(db, written, scope, day, wanted), day);
  const areas = await byCode(db, written, scope, day);
  const fitting = areas.filter((area) => wanted.includes(area.level));
  return answer(db, { areas: fitting, near: areas[0] }, day);
}

export type Resolver = (text: string) => Promise<Resolution>;

/** resolveName with a memory of the texts already met: an import writes the same village a thousand times. */
export function nameResolver(db: Queryable, scope: Scope, day: Day, wanted: readonly Level[] = levels): Resolver {
  const met = new Map<string, Resolution>();
  return async (text) => {
    const known = met.get(text);
    if (known) return known;
    if (met.size >= 20_000) met.clear();
    const resolution = await resolveName(db, text, scope, day, wanted);
    met.set(text, resolution);
    return resolution;
  };
}
