import type { Group, MeasureTree, RowDefinition } from "./words.ts";

/** A row ready to be asked, thousands of times, whether a group is of its type. */
export interface Taker {
  takes(group: Group): boolean;
}

/** A row takes a group by any of its grounds (confirmed or 疑似), categories or kinds. 其他 is decided by the block. */
export function compileRow(row: RowDefinition): Taker {
  const grounds = new Set(row.grounds);
  const categories = new Set(row.categories);
  const kinds = new Set(row.kinds);
  const takes = (group: Group): boolean =>
    group.grounds.some((id) => grounds.has(id)) ||
    group.suspected.some((id) => grounds.has(id)) ||
    group.categories.some((id) => categories.has(id)) ||
    group.kinds.some((id) => kinds.has(id));
  return { takes };
}

/**
 * The measures that count for a row: plain words hold for the whole child; `x=word` only for a row that takes the child
 * by that ground, category or kind, `*=word` for a row that takes it by none (grade/measures.ts).
 */
export function measuresFor(row: RowDefinition, group: Group): string[] {
  const held = new Set([...group.grounds, ...group.suspected, ...group.categories, ...group.kinds]);
  const own = [...(row.grounds ?? []), ...(row.categories ?? []), ...(row.kinds ?? [])].filter((id) => held.has(id));
  return group.measures.flatMap((measure) => {
    const at = measure.indexOf("=");
    if (at < 0) return [measure];
    const reason = measure.slice(0, at);
    return own.includes(reason) || (reason === "*" && own.length === 0) ? [measure.slice(at + 1)] : [];
  });
}

/** Whether the measures taken satisfy a 其中 line's own predicate (each line of 附件1 asks for another one). */
export function holds(tree: MeasureTree, taken: readonly string[]): boolean {
  if (typeof tree === "string") return taken.includes(tree);
  if ("all" in tree) return tree.all.every((branch) => holds(branch, taken));
  return tree.any.some((branch) => holds(branch, taken));
}
