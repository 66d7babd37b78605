import type { Choice, PlannedRow, PlannedSheet } from "#platform/files/index.ts";
import { columnName } from "#platform/files/index.ts";
import type { SurveyColumn } from "./columns.ts";

/** What a cell may hold, as people write it. */
export function choicesOf(column: SurveyColumn): readonly string[] {
  if (column.kind === "bool") return ["是", "否"];
  const [least, most] = column.spec?.range ?? [0, -1];
  if (most >= least) return Array.from({ length: most - least + 1 }, (_, i) => String(least + i));
  return Object.values(column.spec?.options ?? {});
}

export interface Village {
  readonly code: string;
  readonly name: string;
}

/** Where a name occurs twice in a township, its code is offered instead. */
export function villageChoices(villages: readonly Village[]): string[] {
  const times = new Map<string, number>();
  for (const { name } of villages) times.set(name, (times.get(name) ?? 0) + 1);
  return villages.map(({ code, name }) => (times.get(name) === 1 ? name : code));
}

/** Rows that carry drop-downs: a township's list is shorter, and every thousand more makes the file slower to open. */
const ROWS = 5_000;

/**
 * The hidden sheet of allowed values, one list per column, and the drop-downs that point at it. `places` says where each
 * survey column stands (0 for A). A list that several columns share is written once. A cell that takes several values,
 * and the village, offer their list without insisting on it.
 */
export function dropDowns(
  name: string,
  places: readonly { readonly place: number; readonly column: SurveyColumn }[],
  villages: readonly Village[],
  firstRow: number,
): { sheet: PlannedSheet; choices: Choice[] } {
  const lists = new Map<string, readonly string[]>();
  const choices: Choice[] = [];
  for (const { place, column } of places) {
    const values = column.key === "village" ? villageChoices(villages) : choicesOf(column);
    if (values.length === 0) continue;
    const key = values.join("\n");
    lists.set(key, values);
    const at = columnName([...lists.keys()].indexOf(key));
    choices.push({
      range: `${columnName(place)}${firstRow}:${columnName(place)}${firstRow + ROWS - 1}`,
      from: `${name}!$${at}$1:$${at}$${values.length}`,
      strict: column.kind === "enum" || column.kind === "bool" || column.kind === "int",
      message: `“${column.header}”可填：${values.join("、")}。`,
    });
  }
  return { sheet: { name, hidden: true, rows: () => listRows([...lists.values()]) }, choices };
}

function* listRows(lists: readonly (readonly string[])[]): Generator<PlannedRow> {
  const longest = Math.max(1, ...lists.map((list) => list.length));
  for (let i = 0; i < longest; i++) yield { cells: lists.map((list) => list[i] ?? null) };
}
