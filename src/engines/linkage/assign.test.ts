import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, probabilities, runnersUp } from "./assign.ts";
import { calibrate, calibrated, uncalibrated } from "./decisions.ts";
import { tie } from "./knots.ts";

const ends = (...pairs: (readonly [number, number])[]) => ({
  left: Int32Array.from(pairs, ([left]) => left),
  right: Int32Array.from(pairs, ([, right]) => right),
});
const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);
const near = (a: number | undefined, b: number): void => assert.ok(Math.abs((a ?? NaN) - b) < 1e-9, `${a} is not ${b}`);

test("pairs that share rows are tied together, in the order given", () => {
  const { starts, members } = tie(ends([0, 0], [2, 2], [1, 0], [1, 1], [3, 2]), all(5), { left: 4, right: 3 });
  const knots = Array.from({ length: starts.length - 1 }, (_, i) => [...members.subarray(starts[i], starts[i + 1])]);
  assert.deepEqual(knots, [[0, 2, 3], [1, 4]]); // prettier-ignore
});

test("two rows that want one partner share its probability", () => {
  const [one, other] = probabilities(ends([0, 0], [1, 0]), all(2), Float64Array.of(3, 3));
  near(one, 3 / 7);
  near(other, 3 / 7);
});

test("twins: both right pairs together outweigh both wrong ones", () => {
  const pairs = ends([0, 0], [1, 1], [0, 1], [1, 0]);
  const own = probabilities(pairs, all(4), Float64Array.of(20, 20, 4, 4));
  near(own[0], (400 + 20) / (1 + 48 + 400 + 16));
  assert.ok((own[0] ?? 0) > 20 / 25); // more than against one rival alone
  assert.deepEqual(
    choose(pairs, all(4), own, (place) => place).toSorted((a, b) => a - b),
    [0, 1],
  );
  near(runnersUp(pairs, all(4), own)(0), own[2] ?? NaN);
});

test("a knot too large to count still gives probabilities between 0 and 1, no row twice", () => {
  const pairs = ends(...Array.from({ length: 25 }, (_, i): [number, number] => [i % 5, Math.floor(i / 5)]));
  const own = probabilities(
    pairs,
    all(25),
    Float64Array.from({ length: 25 }, (_, i) => 1 + i),
  );
  assert.ok(own.every((one) => one > 0 && one < 1));
  const chosen = choose(pairs, all(25), own, (place) => place);
  assert.equal(new Set(chosen.map((at) => pairs.left[at])).size, chosen.length);
  assert.equal(new Set(chosen.map((at) => pairs.right[at])).size, chosen.length);
});

test("decisions pull over-confident probabilities back, never change their order, and a few change nothing", () => {
  const lesson = (probability: number, same: boolean) => ({ probability, same });
  assert.deepEqual(calibrate([lesson(0.9, true), lesson(0.9, false)], 0.05), uncalibrated);
  const lessons = Array.from({ length: 200 }, (_, i) =>
    i < 100 ? lesson(0.95, i % 10 < 7) : lesson(0.06, i % 10 === 0),
  ); // 0.95 was right in 7 of 10
  const learned = calibrate(lessons, 0.05);
  const after = (p: number): number => calibrated(learned, p, 0.05);
  assert.ok(after(0.95) < 0.85, String(after(0.95)));
  assert.ok(after(0.96) > after(0.95) && after(0.95) > after(0.06));
});

test("what was learned in the band changes nothing outside it, and carries no pair over a border", () => {
  const lesson = (same: boolean) => ({ probability: 0.9, same });
  const learned = (same: boolean) => calibrate(Array.from({ length: 300 }, () => lesson(same)), 0.05); // prettier-ignore
  const [worse, better] = [learned(false), learned(true)];
  for (const p of [0.99, 0.999, 1]) assert.equal(calibrated(worse, p, 0.05), p);
  assert.ok(calibrated(better, 0.985, 0.05) < 0.99);
  assert.equal(calibrated(worse, 0.051, 0.05), 0.05);
  const reported = Array.from({ length: 50 }, () => ({ probability: 0.999, same: false }));
  assert.deepEqual(calibrate(reported, 0.05), uncalibrated);
});
