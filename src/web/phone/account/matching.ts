import type { DemoPerson } from "#capabilities/account/words.ts";

type Named = Pick<DemoPerson, "name" | "areaName">;

/** People whose name or village holds what was typed; several words must all be found. */
export function matchingPeople<T extends Named>(people: readonly T[], text: string): T[] {
  const words = text.trim().split(/\s+/);
  return people.filter(({ name, areaName }) => words.every((word) => `${name} ${areaName}`.includes(word)));
}
