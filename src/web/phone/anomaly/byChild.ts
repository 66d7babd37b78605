import type { AnomalyLine } from "#capabilities/anomaly/words.ts";

export interface OfChild {
  readonly childId: string;
  /** The nearest day first. */
  readonly lines: readonly AnomalyLine[];
}

/** What several lists say of one child is asked in one call: child by child, in the order of each one's nearest day. */
export function byChild(lines: readonly AnomalyLine[]): readonly OfChild[] {
  const children = new Map<string, AnomalyLine[]>();
  for (const line of lines) children.set(line.childId, [...(children.get(line.childId) ?? []), line]);
  return [...children].map(([childId, own]) => ({ childId, lines: own }));
}
