import { surveyColumns } from "./columns.ts";
import type { Layout } from "./header.ts";
import { plainLabel } from "./labels.ts";
import { unreadWords } from "./zh.ts";

/**
 * Without these nobody can say whether a child is left behind, migrant or at risk: the categories of the packs stand on
 * them. The two places are one question, whether somebody is away in another county (粤民发〔2024〕32号 二(一) 跨县域).
 */
const deciding = new Set([
  "hukou.kind",
  "hukou.area",
  "household.assistance",
  ...["father", "mother"].flatMap((who) =>
    ["status", "away.state", "away.since", "away.area"].map((of) => `${who}.${of}`),
  ),
]);

const decidingColumns = surveyColumns.filter((column) => deciding.has(column.key));

/** Columns that number the lines and say nothing of a child. */
const lineNumbers = new Set(["序号", "编号", "行号", "户号", "no", "id"]);

const says = (header: string): boolean => !lineNumbers.has(plainLabel(header));

/**
 * What the sheets of a workbook held, or lacked, so that children are in and yet not decided: columns under a name that
 * nobody knows, and columns that decide and are not there (often the same one, renamed). Null where there is nothing to
 * say.
 */
export function unreadSentence(layouts: readonly Layout[]): string | null {
  const unknown = layouts.flatMap((layout) =>
    layout.unknown.filter(({ header, why }) => why === undefined && says(header)),
  );
  const missing = decidingColumns.filter(({ key }) => layouts.some((layout) => !layout.places.has(key)));
  if (unknown.length === 0 && missing.length === 0) return null;
  return unreadWords(
    unknown.map(({ header, cell }) => `“${header.slice(0, 40)}”（${cell}）`),
    missing.map(({ header }) => `“${header}”`),
  );
}
