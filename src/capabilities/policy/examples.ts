import { type Faults, shown } from "#engines/rules/fault.ts";
import { isProblem } from "#kernel/problem.ts";
import type { Decision } from "./decision.ts";
import type { Policy } from "./decide.ts";
import type { Bench, Judged } from "./judged.ts";
import type { Example } from "./exampleWords.ts";

/** Runs a pack's examples as tests; each difference is a fault at the line of the example. */
export function runExamples(kept: Judged, bench: Bench, faults: Faults): void {
  for (const [i, example] of kept.examples.entries()) {
    const place = bench.places.at(kept.examples, i);
    const decision = decided(kept.policy, example, bench, (data) =>
      faults.add("example_facts", place, { name: example.name, ...data }),
    );
    if (!decision) continue;
    for (const wrong of differences(example.expect, decision)) {
      faults.add("example_failed", place, { name: example.name, ...wrong });
    }
  }
}

/** The policy's answer to an example; null where its facts cannot be read. */
export function decided(
  policy: Policy,
  example: Example,
  bench: Bench,
  refuse: (data: { key: string; problem: string }) => void,
): Decision | null {
  try {
    return policy.decide(bench.readFacts(example.facts), example.asOf, "open");
  } catch (error) {
    if (!isProblem(error)) throw error;
    refuse({ key: String(error.data["key"]), problem: error.code });
    return null;
  }
}

interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly [word: string]: string;
}

/** The grounds that hold as examples write them: `blue.orphan`, `red.harm?` where suspected only. */
export const groundsOf = (decision: Decision): string[] =>
  decision.grade.grounds.map((ground) => (ground.certainty === "suspected" ? `${ground.id}?` : ground.id)).toSorted();

/** Kinds answered yes: `left_behind.both_away`. */
export const kindsOf = (decision: Decision): string[] =>
  decision.categories.flatMap((category) =>
    category.kinds.filter((kind) => kind.answer === "yes").map((kind) => `${category.id}.${kind.id}`),
  );

/** Where an answer is not what the example expects: by the word of `expect`, of categories by theirs. */
export function differences(expect: Example["expect"], decision: Decision): Difference[] {
  const found: Difference[] = [];
  const compare = (what: string, expected: unknown, got: unknown): void => {
    const [a, b] = [JSON.stringify(expected), JSON.stringify(got)];
    if (expected !== undefined && a !== b) found.push({ what, expected: shown(a), got: shown(b) });
  };
  for (const [id, answer] of Object.entries(expect.categories ?? {})) {
    compare(`categories.${id}`, answer, decision.categories.find((category) => category.id === id)?.answer ?? "-");
  }
  compare("level", expect.level, decision.grade.level);
  compare("served", expect.served, decision.grade.served);
  compare("grounds", expect.grounds?.toSorted(), groundsOf(decision));
  compare("changesOn", expect.changesOn, decision.changesOn);
  const contained = (what: string, expected: readonly string[] | undefined, got: readonly string[]): void => {
    const lacking = (expected ?? []).filter((item) => !got.includes(item));
    if (lacking.length > 0)
      found.push({ what, expected: shown(lacking.join("、")), got: shown(got.join("、") || "-") });
  };
  compare("asks", expect.asks?.toSorted(), decision.missing.toSorted());
  contained("missing", expect.missing, [
    ...new Set([...decision.missing, ...decision.categories.flatMap((category) => category.missing)]),
  ]);
  contained("kinds", expect.kinds, kindsOf(decision));
  return found;
}
