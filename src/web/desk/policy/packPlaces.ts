import type { Item, PackHead, Part, Said } from "#capabilities/policy/words.ts";
import { linkTo } from "../app/route.ts";
import { useAreaPaths } from "../area/names.ts";

/** Where a pack is read, and an item of it: `#/policy/puning/categories.left_behind`. */
export const packLink = (pack: string, at?: string): string =>
  linkTo(`policy/${encodeURIComponent(pack)}${at === undefined ? "" : `/${encodeURIComponent(at)}`}`);

export const anchorOf = (id: string): string => `at-${id}`;

/** What a pack is called beside others: 国家, 广东省, 普宁市. */
export function usePackNames(packs: readonly Pick<PackHead, "id" | "area" | "title">[]): (id: string | null) => string {
  const paths = useAreaPaths(packs.map(({ area }) => area));
  const names = new Map(packs.map(({ id, area, title }) => [id, area === "0" ? "国家" : (paths(area).at(-1) ?? title)]));
  return (id) => (id === null ? "系统" : (names.get(id) ?? "上级"));
} // prettier-ignore

const saidText = ({ text, clause = "", parts = [] }: Said): string => [text, clause, ...parts.map(saidText)].join(" ");

const partText = ({ title, clause, lines, rules }: Part): string =>
  [title, clause ?? "", ...lines, ...rules.map(({ label, said }) => `${label ?? ""} ${saidText(said)}`)].join(" ");

/** Everything that one may look for in an item. */
export const itemText = (item: Item): string =>
  [partText(item), item.text ?? "", item.narrows?.why ?? "", ...item.parts.map(partText)].join(" ").toLowerCase();

/** The codes of places in a line, as lists of them are written. */
const CODE = /（(\d{2,12})）/g;
export const codesIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => [...line.matchAll(CODE)].map(([, code = ""]) => code));

/** A line with the names of places in place of their codes; a code without a name stays. */
export const withPlaces = (line: string, pathOf: (code: string) => readonly string[]): string =>
  line.replace(CODE, (_, code: string) => pathOf(code).at(-1) ?? code);
