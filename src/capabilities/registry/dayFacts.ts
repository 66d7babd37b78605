import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { factByKey, mayLieAhead } from "./facts.ts";
import type { FactChanges } from "./values.ts";

/**
 * What has happened has happened by today, whoever types it: 2062 for 2026 would keep a child out of the ledger for
 * decades. Only an end (届满日期, 有效期至) lies ahead. A measure was moreover taken in the child's life. The survey's
 * cells are held to the same (survey/dayCell.ts); the birth date has words of its own.
 * `found`: the day on which all this was found to be so; nothing is found of a child before its birth.
 * Errors: registry.day_before_birth {day}, registry.measure_day_wrong {key}, registry.fact_in_future {key},
 * registry.period_backwards {key}.
 */
export function checkDays(facts: FactChanges, birth: FactValue | null | undefined, found: Day, today: Day): void {
  if (typeof birth === "string" && found < birth) throw new Problem("registry.day_before_birth", { day: found });
  for (const [key, day] of Object.entries(facts)) {
    if (typeof day !== "string" || factByKey.get(key)?.type !== "day" || key === "birthDate") continue;
    if (key.startsWith("measure.")) checkMeasure(key, day, birth, today);
    else if (day > today && !mayLieAhead(key)) throw new Problem("registry.fact_in_future", { key });
    else if (isBackwards(facts, key, day)) throw new Problem("registry.period_backwards", { key });
  }
}

/** An end before its beginning was typed the other way round, or in the wrong year. */
const isBackwards = (facts: FactChanges, key: string, until: Day): boolean => {
  const since = facts[key.replace(/until$/, "since")];
  return key.endsWith(".until") && typeof since === "string" && until < since;
};

function checkMeasure(key: string, day: Day, birth: FactValue | null | undefined, today: Day): void {
  if (day > today || (typeof birth === "string" && day < birth))
    throw new Problem("registry.measure_day_wrong", { key });
}
