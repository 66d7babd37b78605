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

test("decisions pull over-confident odds back, never change their order, and a few change nothing", () => {
  assert.deepEqual(calibrate([9, 9], [true, false]), uncalibrated);
  const odds = Array.from({ length: 200 }, (_, i) => (i < 100 ? 19 : 0.05));
  const same = odds.map((one, i) => (one > 1 ? i % 10 < 7 : i % 10 === 0)); // 0.95 was right in 7 of 10
  const learned = calibrate(odds, same);
  const high = calibrated(learned, 19);
  assert.ok(high / (1 + high) < 0.85, String(high));
  assert.ok(calibrated(learned, 20) > high && high > calibrated(learned, 0.05));
  assert.equal(calibrated(learned, 0), 0);
});
