import { type Faults, shown } from "#engines/rules/fault.ts";
import type { Places } from "#engines/rules/place.ts";
import { citedIn } from "./citations.ts";
import type { Item, PackDocument, Part, Said, Wordings } from "./documentWords.ts";
import type { Wording } from "./wordingText.ts";
import type { Pack } from "./words.ts";

/* The wording of documents beside the rules that were made of it. */

const saidClauses = ({ clause, parts = [] }: Said): string[] => [clause ?? "", ...parts.flatMap(saidClauses)];
const partClauses = ({ clause, rules }: Part): string[] => [
  clause ?? "",
  ...rules.flatMap(({ said }) => saidClauses(said)),
];
const clausesOf = (item: Item): string[] => [
  ...partClauses(item),
  ...item.parts.flatMap(partClauses),
  item.narrows?.clause ?? "",
];

/** wordings: of the chain, the pack's own first, by the pack that carries it; packs without one are named as such. */
export function wordingsOf(
  document: PackDocument,
  wordings: readonly { readonly pack: string; readonly wording: Wording }[],
): Wordings {
  const items = document.sections.flatMap((section) => section.items);
  const clauses = [...items.flatMap(clausesOf), ...document.narrows.map(({ clause }) => clause)];
  const cites: Record<string, { pack: string; clause: string }[]> = {};
  for (const clause of new Set(clauses)) {
    const places = wordings.flatMap(({ pack, wording }) => citedIn(clause, wording).found.map((id) => ({ pack, clause: id }))); // prettier-ignore
    if (places.length > 0) cites[clause] = places;
  }
  const names = (item: Item, pack: string, id: string): boolean =>
    clausesOf(item).some((clause) => cites[clause]?.some((place) => place.pack === pack && place.clause === id));
  const worded = new Set(wordings.map(({ pack }) => pack));
  return {
    documents: wordings.map(({ pack, wording }) => ({
      ...wording,
      pack,
      opening: [...wording.opening],
      clauses: wording.clauses.map(({ id, depth, lines }) => ({
        id,
        depth,
        lines: [...lines],
        items: items.filter((item) => names(item, pack, id)).map((item) => item.id),
      })),
    })),
    without: document.chain.filter(({ id }) => !worded.has(id)).map((head) => ({ pack: head.id, document: head.document })), // prettier-ignore
    cites,
  };
}

/** Every clause that a pack writes must stand in the document that it names, where the wording is at hand. */
export function checkCitations(pack: Pack, wordings: readonly Wording[], places: Places, faults: Faults): void {
  const look = (holder: unknown): void => {
    if (typeof holder !== "object" || holder === null) return;
    for (const [key, value] of Object.entries(holder)) {
      if (key !== "clause" || typeof value !== "string") look(value);
      else
        for (const wording of wordings)
          for (const absent of citedIn(value, wording).absent)
            faults.add("clause_absent", places.at(holder, key), { clause: shown(absent), document: wording.number });
    }
  };
  look(pack);
}
