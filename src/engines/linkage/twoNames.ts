import { type Ground, ownField } from "./comparison.ts";
import { DOUBTFUL_ODDS } from "./decisions.ts";
import { idLevels } from "./idNumber.ts";
import { nameLevels } from "./nameZh.ts";
import type { Pairs } from "./candidates.ts";
import type { Patterns } from "./patterns.ts";

/*
 * A twin in whose row stands the other twin's id, or a slip of its own, which is near the other's because both were born on
 * one day in one county: id, birth, sex and household agree, and only the name tells. Between two files the twin's own pair
 * takes the row away; within one file nothing does. So a person looks at every pair of one id, or of two near ones, under
 * two given names.
 */

/** From here on two names have no more in common than those of brothers and sisters. */
const OTHER_NAME = nameLevels.indexOf("lastSame");
/** The last level at which two ids may be one number with a slip. */
const NEAR_ID = idLevels.indexOf("tail");

/** Holds the odds of such pairs below what is certain, in place. */
export function doubtTwoNames(ground: Ground, pairs: Pairs, patterns: Patterns, odds: Float64Array): void {
  const own = ground.fields.filter(({ household }) => !household);
  const [name, id] = [ownField(own, "name.zh"), ownField(own, "id")];
  if (name < 0 || id < 0) return;
  const ids = idLevels.length - 1;
  const doubtful = Array.from({ length: patterns.size }, (_, pattern) => {
    const level = patterns.level(pattern, id);
    return level > 0 && ((level - 1) % ids) + 1 <= NEAR_ID && patterns.level(pattern, name) >= OTHER_NAME;
  });
  for (let at = 0; at < odds.length; at++) {
    if (doubtful[pairs.pattern[at] ?? 0] === true) odds[at] = Math.min(odds[at] ?? 0, DOUBTFUL_ODDS);
  }
}
