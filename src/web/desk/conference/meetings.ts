/** Lines of one meeting as one: each child's part of it, in the order in which they came. */
export interface MeetingLine<Line> {
  readonly key: string;
  readonly first: Line;
  readonly parts: readonly Line[];
}

interface Part {
  readonly childId: string;
  readonly no: number;
  readonly sitting: string | null;
  readonly day: string;
}

/** A part that goes another way, to another day, stands for itself. */
const keyOf = ({ childId, no, sitting, day }: Part): string =>
  sitting === null ? `${childId} ${no}` : `${sitting} ${day}`;

export function byMeeting<Line extends Part>(lines: readonly Line[]): MeetingLine<Line>[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const parts = found.get(keyOf(line));
    if (parts) parts.push(line);
    else found.set(keyOf(line), [line]);
  }
  return [...found].flatMap(([key, parts]) => (parts[0] ? [{ key, first: parts[0], parts }] : []));
}

/** What is said of each part, once where it is the same of all. */
export function saidOf<Line>(parts: readonly Line[], say: (line: Line) => string): string {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(say(part), (counts.get(say(part)) ?? 0) + 1);
  if (counts.size < 2) return [...counts.keys()].join("");
  return [...counts].map(([text, count]) => `${count} 名${text}`).join("，");
}
