import type { LedgerColumnId, LedgerFilters, LedgerOrder } from "#capabilities/caselist/words.ts";
import { columnTitles, orderTitles } from "#capabilities/caselist/zh.ts";
import type { Query } from "../app/route.ts";

/* What the ledger's address says, and what of it is kept on this computer. */

/** The filters that the address may carry; rows that somebody has marked stand in none. */
export const ledgerFilters = Object.keys({
  area: 1, direct: 1, level: 1, category: 1, ground: 1, ledger: 1, name: 1, ageFrom: 1, ageTo: 1, guardianship: 1, when: 1, unvisited: 1,
  awaiting: 1, proposed: 1, served: 1, graded: 1, closed: 1, flagged: 1,
} satisfies Record<Exclude<keyof LedgerFilters, "ids">, 1>); // prettier-ignore

/* By their titles: the words themselves come with the schemas, which no page needs. */
export const ledgerOrders = Object.keys(orderTitles) as LedgerOrder[];
export const ledgerColumnIds = Object.keys(columnTitles) as LedgerColumnId[];

/** Of an address only what narrows the ledger. */
export const filtersOf = (query: Query): Query =>
  Object.fromEntries(ledgerFilters.flatMap((key) => (query[key] === undefined ? [] : [[key, query[key]]])));

export const orderOf = (query: Query): LedgerOrder => ledgerOrders.find((order) => order === query["sort"]) ?? "level";

/** The other way round, where there is one. */
export const turned = (order: LedgerOrder): LedgerOrder => {
  const other = order.startsWith("-") ? order.slice(1) : `-${order}`;
  return ledgerOrders.find((one) => one === other) ?? order;
};

/** What is kept under a name of one's own: filters and order, and never whom somebody looked for. */
export function keepable(query: Query): Query {
  const { name: _name, ...filters } = filtersOf(query);
  return { ...filters, ...(orderOf(query) !== "level" && { sort: orderOf(query) }) };
}

/**
 * Whom a file of marked rows is asked from: the open files or the closed ones, and no other filter. Of one that a marked
 * child has left since (somebody has intervened) the file would drop the child without a word.
 */
export const markedFrom = ({ closed }: Query): Query => (closed === undefined ? {} : { closed });

/** Age groups by the stages of school and of law (民法典 19: 八周岁; 刑法 17: 十四、十六周岁). */
export const ageGroups: readonly { readonly label: string; readonly from: string; readonly to: string }[] = [
  { label: "0－2岁", from: "0", to: "2" },
  { label: "3－5岁", from: "3", to: "5" },
  { label: "6－7岁", from: "6", to: "7" },
  { label: "8－11岁", from: "8", to: "11" },
  { label: "12－13岁", from: "12", to: "13" },
  { label: "14－15岁", from: "14", to: "15" },
  { label: "16－17岁", from: "16", to: "17" },
];

/** The group that an address means, or in words what it says by itself. */
export function ageText({ ageFrom, ageTo }: Query): string | undefined {
  if (ageFrom === undefined && ageTo === undefined) return undefined;
  const group = ageGroups.find(({ from, to }) => from === ageFrom && to === ageTo);
  return group?.label ?? `${ageFrom ?? "0"}－${ageTo ?? "17"}岁`;
}

export const usualColumns: readonly LedgerColumnId[] = [
  "level", "name", "sex", "age", "categories", "grounds", "area", "guardian", "lastHome", "dueOn",
]; // prettier-ignore

/** Columns as they were kept: in the ledger's own order, the name always among them; the usual ones where nothing fits. */
export function columnsFrom(kept: unknown): readonly LedgerColumnId[] {
  const wanted = Array.isArray(kept) ? ledgerColumnIds.filter((id) => kept.includes(id) || id === "name") : [];
  return wanted.length > 1 ? wanted : usualColumns;
}

export interface SavedFilter {
  readonly title: string;
  readonly query: Query;
}

/** Saved filters as they were kept; what is none is left out. */
export function savedFrom(kept: unknown): readonly SavedFilter[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((one: Partial<SavedFilter> | null) =>
    typeof one?.title === "string" && typeof one.query === "object" && one.query !== null
      ? [{ title: one.title, query: keepable(one.query) }]
      : [],
  );
}
