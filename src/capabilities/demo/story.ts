import { weighted } from "./random.ts";

/**
 * What a family's situation is, drawn once for all its children. In Guangdong left-behind children (14.4 万) and
 * children at risk (14.5 万, among them 1.5 万 orphans and 2.9 万 in fact unsupported) are about as many; the rest are
 * those whom a survey also meets: single parents, mobile families, and families where nothing is found.
 */
export type Story =
  | "both_away"
  | "one_away"
  | "orphan"
  | "de_facto"
  | "hardship"
  | "disabled_child"
  | "state_guardianship"
  | "other_at_risk"
  | "single_parent"
  | "mobile"
  | "ordinary";

export const drawStory = weighted<Story>([
  ["both_away", 35],
  ["one_away", 7],
  ["orphan", 4.2],
  ["de_facto", 8.2],
  ["hardship", 17],
  ["disabled_child", 8],
  ["state_guardianship", 0.5],
  ["other_at_risk", 1.2],
  ["single_parent", 7],
  ["mobile", 5.5],
  ["ordinary", 6.4],
]);

/** Left-behind children: 0-5 21.7 %, 6-13 67.4 %, 14-15 10.9 % (Ministry of Civil Affairs, 2018). */
const leftBehindAge = weighted<readonly [number, number]>([
  [[0, 5], 21.7],
  [[6, 13], 67.4],
  [[14, 15], 10.9],
]);
const anyAge = weighted<readonly [number, number]>([
  [[0, 2], 8],
  [[3, 5], 15],
  [[6, 11], 38],
  [[12, 14], 21],
  [[15, 17], 18],
]);

export const drawAges = (story: Story): ReturnType<typeof weighted<readonly [number, number]>> =>
  story === "both_away" || story === "one_away" ? leftBehindAge : anyAge;
