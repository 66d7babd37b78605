import type { Id } from "#kernel/id.ts";
import type { Place } from "#platform/crypto/vault.ts";
import type { Machine } from "#platform/journal/chain.ts";
import { openCells, type Reading } from "#platform/journal/opened.ts";
import { isVeiled } from "#capabilities/grade/index.ts";
import type { CaseLine } from "./words.ts";

export const namesPlace = (childId: Id): Place => ["caselist", childId];

/** A line as the table has it: whose it is lies sealed. */
export type Sealed<Line extends CaseLine = CaseLine> = Omit<Line, "name" | "guardian"> & {
  readonly sealed: Buffer | null;
};

type Words = Pick<CaseLine, "categories" | "kinds" | "grounds" | "suspected">;

/** What is sealed is in no list. */
const openly = ({ categories, kinds, grounds, suspected }: Words): Words => {
  const shown = (words: readonly string[]): string[] => words.filter((word) => !isVeiled(word));
  return { categories: shown(categories), kinds: shown(kinds), grounds: shown(grounds), suspected: shown(suspected) };
};

/** Lines with their names. `read`: asks for keys within the scope of whoever sees the lines. */
export async function named<Line extends CaseLine>(
  machine: Machine,
  read: Reading,
  rows: readonly Sealed<Line>[],
): Promise<Line[]> {
  const cells = rows.map(({ childId, sealed }) => ({ childId, place: namesPlace(childId), sealed }));
  const values = (await openCells(machine, read, cells)) as (readonly (string | null)[] | null)[];
  return rows.map(({ sealed: _sealed, ...row }, n) => {
    const [name = "", guardian = null] = values[n] ?? [];
    return { ...row, ...openly(row), name: name ?? "", guardian } as unknown as Line;
  });
}
