import { CERTAIN, comparisonNames, explain, type Linkage, type Outcome } from "#engines/linkage/index.ts";

const bits = (value: number): number => Math.round(value * 10) / 10;

/**
 * The table of pairs: both ids, the probability, whether a person must look, bits per field for one child against
 * strangers, the sum of bits against another child of the household, the best rival, the rule, and the words if wanted.
 */
export function* pairRows(
  { left, right }: Linkage,
  outcome: Outcome,
  words?: (left: number, right: number) => string,
): Generator<(string | number)[]> {
  const names = comparisonNames(outcome);
  yield [
    "left_id",
    "right_id",
    "probability",
    "verdict",
    ...names,
    "against_sibling",
    "runner_up",
    "rule",
    ...(words ? ["说明"] : []),
  ];
  const { linked } = outcome;
  for (let at = 0; at < linked.left.length; at++) {
    const [l, r] = [linked.left[at] ?? 0, linked.right[at] ?? 0];
    const probability = linked.probability[at] ?? 0;
    const { stranger, sibling, runnerUp, rule } = explain(outcome, at);
    yield [
      left.ids.at(l),
      right.ids.at(r),
      Number(probability.toFixed(6)),
      probability >= CERTAIN ? "certain" : "review",
      ...stranger.map(bits),
      bits(sibling.reduce((sum, one) => sum + one, 0)),
      Number(runnerUp.toFixed(6)),
      rule,
      ...(words ? [words(l, r)] : []),
    ];
  }
}
