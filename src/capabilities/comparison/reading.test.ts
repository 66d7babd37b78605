import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { csvFromAnswer } from "./reading.ts";

/* The answer of a department's server is read beside the thread that serves, and not on it. */

test("rows come back as a file; what is wrong with an answer is refused as ever", async () => {
  assert.equal((await csvFromAnswer(Buffer.from('{"a":{"b":[{"姓名":"陈","号":445281201305063114}]}}'), "a.b")).toString(), '"姓名","号"\r\n"陈","445281201305063114"\r\n');
  for (const [text, code] of [["<html>", "not_json"], ["[]", "empty"], ["{}", "rows_wrong"]] as const)
    await assert.rejects(csvFromAnswer(Buffer.from(text), ""), (thrown) => isProblem(thrown) && thrown.code === `comparison.source_${code}` && thrown.status === 502);
}); // prettier-ignore

test("while the largest answers are read the thread that serves goes on", async () => {
  const one = `{"姓名":"陈小怡","身份证号":"445281201305063114","学校":"示例第一小学","年级":"三年级","备注":"${"长".repeat(60)}"}`;
  const answer = Buffer.from(`[${Array.from({ length: 100_000 }, () => one).join(",")}]`);
  assert.ok(answer.length > 30_000_000);
  const started = performance.eventLoopUtilization();
  const csv = await csvFromAnswer(answer, "");
  const { active, idle } = performance.eventLoopUtilization(started);
  assert.ok(csv.length > 25_000_000);
  assert.ok(idle > active * 3, `busy ${Math.round(active)} ms, free ${Math.round(idle)} ms`);
});
