import type { Table, Unrowed } from "./table.ts";
import type { Names, ReturnDefinition } from "./words.ts";
import { countingNotes, notes as say } from "./zh.ts";

type Figures = Pick<
  Table,
  "total" | "served" | "overlaps" | "several" | "uncategorised" | "unrowed" | "faults" | "subtotals"
>;

interface Note {
  readonly text: string;
  /** The 其他 row that the note is about. */
  readonly row?: string;
}

/** The notes printed under a return: how it was counted and, in figures, where the form could not show something. */
export function notesOf(definition: ReturnDefinition, figures: Figures, names: Names): Note[] {
  const levelTitle = (level: string): string => names.levels[level] ?? level;
  const texts = [definition.counting_note ?? countingNotes[definition.counting]];
  if (figures.several > 0)
    texts.push(figures.overlaps > 0 ? say.overlaps(figures.several) : say.firstType(figures.several));
  if (figures.total.repeats > 0) texts.push(say.severalLevels(figures.total.repeats));
  const rest = figures.subtotals.flatMap(({ level }) => {
    const lines = figures.unrowed.filter((line) => line.level === level);
    return restNotes(lines, levelTitle(level));
  });
  const last = figures.uncategorised > 0 ? [say.uncategorised(figures.uncategorised)] : [];
  last.push(...unplacedNotes(figures, levelTitle));
  return [...texts.map((text) => ({ text })), ...rest, ...last.map((text) => ({ text }))];
}

function unplacedNotes(figures: Figures, levelTitle: (level: string) => string): string[] {
  if (figures.faults.length === 0) return [say.complete(figures.served)];
  return figures.faults.map((fault) =>
    say.unplaced(fault.count, fault.level === null ? null : levelTitle(fault.level)),
  );
}

/** What stands behind a block's 其他, and who of them stands in another row instead. */
function restNotes(lines: readonly Unrowed[], level: string): Note[] {
  const inRest = lines.filter((line) => line.inRest > 0).map((line) => ({ title: line.title, n: line.inRest }));
  const elsewhere = lines
    .filter((line) => line.elsewhere > 0)
    .map((line) => ({ title: line.title, n: line.elsewhere }));
  const row = lines[0]?.row;
  return [
    ...(inRest.length > 0 && row ? [{ text: say.inRest(level, row.title, inRest), row: row.id }] : []),
    ...(elsewhere.length > 0 ? [{ text: say.elsewhere(level, elsewhere) }] : []),
  ];
}
