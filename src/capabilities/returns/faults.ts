import { cellsOf } from "./formula.ts";
import type { BlockDefinition, ReturnDefinition } from "./words.ts";

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Faults that single fields do not show: each is a table that would count wrongly or could not be read. */
export function meaningFaults(definition: ReturnDefinition): Fault[] {
  return [...duplicates(definition), ...rowFaults(definition), ...checkFaults(definition)];
}

function duplicates(definition: ReturnDefinition): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const once = (key: string, path: (string | number)[], message: string): void => {
    if (seen.has(key)) faults.push({ path, message });
    seen.add(key);
  };
  if (definition.no !== undefined) once(`no ${definition.no}`, ["no"], "cell_twice");
  definition.blocks.forEach((block, b) => {
    once(`level ${block.level}`, ["blocks", b, "level"], "level_twice");
    if (block.no !== undefined) once(`no ${block.no}`, ["blocks", b, "no"], "cell_twice");
    block.rows.forEach((row, r) => {
      const path = ["blocks", b, "rows", r];
      once(`row ${row.id}`, [...path, "id"], "row_twice");
      if (row.no !== undefined) once(`no ${row.no}`, [...path, "no"], "cell_twice");
      const which = row.of_which?.no;
      if (which !== undefined) once(`no ${which}`, [...path, "of_which", "no"], "cell_twice");
    });
  });
  return faults;
}

function rowFaults(definition: ReturnDefinition): Fault[] {
  const faults: Fault[] = [];
  definition.blocks.forEach((block, b) => {
    block.rows.forEach((row, r) => {
      const path = ["blocks", b, "rows", r];
      const named = row.grounds.length + row.categories.length + row.kinds.length;
      if (named === 0 && !row.rest) faults.push({ path, message: "row_takes_nobody" });
      if (row.rest && block.rows.findIndex((other) => other.rest) !== r)
        faults.push({ path: [...path, "rest"], message: "second_rest_row" });
    });
  });
  return faults;
}

function checkFaults(definition: ReturnDefinition): Fault[] {
  const known = numberedCells(definition);
  return definition.checks.flatMap((formula, i) => {
    const path = ["checks", i];
    const cells = cellsOf(formula);
    if (cells === undefined) return [{ path, message: "formula_unreadable" }];
    return cells.every((no) => known.has(no)) ? [] : [{ path, message: "formula_names_no_cell" }];
  });
}

const cellsOfBlock = (block: BlockDefinition): (number | undefined)[] => [
  block.no,
  ...block.rows.flatMap((row) => [row.no, row.of_which?.no]),
];

function numberedCells(definition: ReturnDefinition): Set<number> {
  const all = [definition.no, ...definition.blocks.flatMap(cellsOfBlock)];
  return new Set(all.filter((no) => no !== undefined));
}
