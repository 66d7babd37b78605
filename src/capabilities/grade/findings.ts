import type { FileState } from "#capabilities/registry/decide.ts";
import type { Day } from "#kernel/day.ts";

/** What was found of a child, suspected or confirmed: fact → since when it has been so without a break. */
export type Findings = Readonly<Record<string, Day>>;

const isFinding = (value: unknown): boolean => value === "suspected" || value === "confirmed";

/** `before`: the findings of the assessment before. What was suspected and is confirmed now keeps its day. */
export const findingsOf = (facts: FileState["facts"], before: Findings): Findings =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, known]) =>
      isFinding(known.value) ? [[key, before[key] ?? known.on] as const] : [],
    ),
  );

/** The suspicions that the file holds on a day, each with the day on which it was said. */
export const suspicionsOn = (facts: FileState["facts"], day: Day): Findings =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, known]) =>
      known.value === "suspected" && known.on <= day ? [[key, known.on] as const] : [],
    ),
  );

/** The file without the suspicions that somebody has weighed: one that was said anew since is another one. */
export const withoutWeighed = (facts: FileState["facts"], weighed: Findings): FileState["facts"] =>
  Object.fromEntries(
    Object.entries(facts).filter(([key, known]) => !(known.value === "suspected" && weighed[key] === known.on)),
  );
