import type { Faults } from "#engines/rules/fault.ts";
import type { Places } from "#engines/rules/place.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { inherit, type Whole } from "./inherit.ts";
import type { Pack } from "./words.ts";

/** Whether an area lies within that of a pack; "0" is the whole country. */
export const contains = (area: AreaCode, code: AreaCode): boolean => area === "0" || code.startsWith(area);

const sections = ["categories", "grounds", "levels"] as const;

const itemsOf = (from: Pick<Whole | Pack, (typeof sections)[number]>): Set<string> =>
  new Set(sections.flatMap((section) => (from[section] ?? []).map(({ id }) => `${section}.${id}`)));

/**
 * What a pack says of the ones above it: its area lies within the parent's, and what it takes away or makes weaker is
 * there to be taken away. A slip in such a name would let the item hold on without anybody noticing. chain: the pack
 * itself first, its parent next.
 */
export function checkInheritance(chain: readonly Pack[], places: Places, faults: Faults): void {
  const [pack, ...above] = chain;
  if (!pack) return;
  const [parent] = above;
  if (parent && !contains(parent.area, pack.area)) {
    const data = { area: pack.area, id: parent.id, above: parent.area };
    faults.add("outside_parent", places.at(pack, "area"), data);
  }
  const own = itemsOf(pack);
  const inherited = above.length > 0 ? itemsOf(inherit(above)) : new Set<string>();
  for (const [n, item] of (pack.without ?? []).entries()) {
    const place = places.at(pack.without, n);
    if (own.has(item)) faults.add("without_own", place, { item });
    else if (!inherited.has(item)) faults.add("not_inherited", place, { item });
  }
}
