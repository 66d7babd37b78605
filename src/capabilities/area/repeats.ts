import { cityCounties } from "#kernel/scope.ts";

/**
 * Rows of the source that repeat the unit above them only to keep the depth even: 东莞, 中山, 儋州 and 嘉峪关 have no
 * county level, 金门 is listed without townships. They are not units, but their codes are still written (civil
 * affairs calls 东莞 441900), so they are kept as aliases.
 */
export const repeats: ReadonlyMap<string, string> = new Map([
  ...[...cityCounties].map(([city, county]) => [county, city] as const),
  ["350527000", "350527"],
  ["350527000000", "350527"],
]);
