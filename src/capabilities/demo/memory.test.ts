import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { generateChildren } from "./population.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const villages = Array.from({ length: 580 }, (_, i) => ({ code: String(445_281_001_201 + i), name: `示例${i}村委会` }));

test("the three hundred thousandth child needs no more memory than the twenty thousandth", () => {
  const heap: number[] = [];
  let made = 0;
  for (const child of generateChildren({ seed: 3, count: 300_000, villages, today: "2024-07-22" })) {
    if (++made % 20_000 !== 0) continue;
    collect();
    heap.push(process.memoryUsage().heapUsed);
    assert.ok(child.childId);
  }
  assert.equal(made, 300_000);
  const [first = 0] = heap;
  assert.ok(Math.max(...heap) - first < 10e6, heap.map((bytes) => Math.round(bytes / 1e6)).join(" "));
});
