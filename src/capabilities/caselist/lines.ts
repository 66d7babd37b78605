import { bringKeys, type Reading } from "#platform/journal/opened.ts";
import { type Looking, sampleOf, someLines } from "./queries.ts";
import { named } from "./shown.ts";
import type { CaseLine } from "./words.ts";

/** The lines of some children, wherever in the scope they are, with their names. */
export async function linesOf(read: Reading, looking: Looking, childIds: readonly string[]): Promise<CaseLine[]> {
  const { machine } = looking;
  const [rows] = await read((db) => Promise.all([someLines(db, looking, childIds), bringKeys(db, machine, childIds)]));
  return named(machine, read, rows);
}

/** Which part of an area's children have a name that begins so, 0 to 1; of a large area as a sample says. */
export async function shareOfNames(read: Reading, looking: Looking, beginning: string): Promise<number> {
  const lines = await named(looking.machine, read, await read((db) => sampleOf(db, looking)));
  return lines.filter(({ name }) => name.startsWith(beginning)).length / Math.max(lines.length, 1);
}
