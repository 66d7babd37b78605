import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Dice } from "../../../test/registers/chance.ts";
import { drawRegisters, fieldsYaml, hard, type Row } from "../../../test/registers/registers.ts";
import { CERTAIN, type Decision, type Linkage, newLinkage, type Outcome, readConfig } from "./index.ts";

const config = readConfig(fieldsYaml);
const registers = drawRegisters(11, 6000, hard);

function filled(left: readonly Row[], right: readonly Row[]): Linkage {
  const linkage = newLinkage(config);
  for (const [id = "", ...cells] of left) linkage.left.add(id, cells);
  for (const [id = "", ...cells] of right) linkage.right.add(id, cells);
  return linkage;
}

const linkage = filled(registers.left, registers.right);

interface Pair extends Decision {
  readonly p: number;
}

/** The pairs that were given, each with what it is in truth. */
const pairsOf = ({ linked }: Outcome): Pair[] =>
  Array.from(linked.left, (left, at) => {
    const right = linked.right[at] ?? 0;
    const same = registers.truth.get(linkage.left.ids.at(left)) === linkage.right.ids.at(right);
    return { left, right, same, p: linked.probability[at] ?? 0 };
  });

function figures(pairs: readonly Pair[]) {
  const certain = pairs.filter(({ p }) => p >= CERTAIN);
  const good = certain.filter(({ same }) => same).length;
  return { review: pairs.length - certain.length, good, wrong: certain.length - good };
}

const before = pairsOf(linkage.run());
const band = before.filter(({ p }) => p < CERTAIN);
const first = figures(before);

function holds(decisions: readonly Decision[]): void {
  const after = figures(pairsOf(linkage.run({ decisions })));
  const parted = decisions.filter(({ same }) => !same).length;
  const told = JSON.stringify({ first, after, decided: decisions.length, parted });
  assert.ok(after.good >= first.good + decisions.length - parted, told);
  assert.ok(after.wrong <= first.wrong, told);
  // whose pair was parted may be shown with the next likely one
  assert.ok(after.review <= first.review - decisions.length + parted, told);
}

test("true decisions about any part of the band cost no certain pair, bring no wrong one, and leave no more to review", () => {
  assert.ok(band.length > 50 && band.some(({ same }) => !same), String(band.length));
  fc.assert(
    fc.property(fc.constantFrom(5, 50, band.length), fc.integer({ min: 1, max: 1e6 }), (count, seed) => {
      const shuffled = [...band];
      new Dice(seed).shuffle(shuffled);
      holds(shuffled.slice(0, count));
    }),
    { numRuns: 6, seed: 2 },
  );
});

test("a few wrong certain pairs that were reported, beside the band, part these pairs only", () => {
  const wrong = before.filter(({ p, same }) => p >= CERTAIN && !same);
  const after = figures(pairsOf(linkage.run({ decisions: [...band, ...wrong] })));
  assert.equal(after.wrong, 0);
  assert.ok(after.good >= first.good + band.filter(({ same }) => same).length, JSON.stringify({ first, after }));
});
