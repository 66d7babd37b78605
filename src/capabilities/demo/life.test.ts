import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, daysBetween } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { defaultFolder, openShelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { FoundProblem } from "#capabilities/visit/words.ts";
import { drawLife, type LifeEvent } from "./life.ts";
import { generateChildren } from "./population.ts";

const shelf = await openShelf(defaultFolder, catalogue, factReader(catalogue, readValue, "policy"));
const puning = shelf.policy("puning");
const villages = Array.from({ length: 9 }, (_, i) => ({ code: String(445_281_001_201 + i), name: `示例${i}村委会` }));

const livesOn = (today: string, count: number) =>
  [...generateChildren({ seed: 5, count, villages, today })].map((child) => {
    const level = puning.timeline(child.facts, today)[0]?.level ?? null;
    const neighbours = villages.filter(({ code }) => code !== child.area);
    const care = { today, level, levels: puning.levels, neighbours };
    return { child, care, life: drawLife(child, care) };
  });
const today = "2026-11-22";
const lives = livesOn(today, 6000);
const of = (kind: string) => lives.filter(({ life }) => life.some(({ happening }) => happening.kind === kind));

test("a life is a function of the child and what stands around it, in the order of its days", () => {
  const ids = new Set<string>();
  for (const { child, care, life } of lives) {
    assert.deepEqual(drawLife(child, care), life);
    for (const [n, { id, day }] of life.entries()) {
      assert.ok(isId(id) && !ids.has(id));
      ids.add(id);
      assert.ok(day >= child.day && day <= today && day >= (life[n - 1]?.day ?? ""), child.caseId);
    }
  }
});

test("even the smallest sample shows what waits, what was decided, who moved and whose file is closed", () => {
  for (const day of [today, "2025-03-01", "2027-06-30"]) {
    const small = livesOn(day, 138).flatMap(({ life }) => life.map(({ happening }) => happening.kind));
    const seen = new Set<string>(small);
    for (const kind of ["home_visit", "contact", "task_closed", "proposed", "rejected", "panel", "moved", "closed"])
      assert.ok(seen.has(kind), `${day}: ${kind}`);
  }
});

const tasksOf = (life: readonly LifeEvent[]) => {
  const opened = life.flatMap(({ day, happening }) =>
    "problem" in happening && happening.problem ? [{ ...happening.problem, day, open: true }] : [],
  );
  for (const { day, happening } of life) {
    if (happening.kind !== "task_closed") continue;
    const task = opened[happening.no - 1] ?? assert.fail("no such task");
    assert.ok(task.open && day >= task.day);
    task.open = false;
  }
  return opened;
};

test("problems become tasks with an owner and a day; most are dealt with, some wait, some for too long", () => {
  const tasks = lives.flatMap(({ life }) => tasksOf(life));
  for (const { title, solution, owner, due, day } of tasks)
    assert.ok(due >= day && FoundProblem.safeParse({ title, solution, owner, due }).success, title);
  const open = tasks.filter((task) => task.open);
  const late = open.filter((task) => task.due < today);
  assert.ok(open.length > 30 && open.length < tasks.length / 4, `${open.length} of ${tasks.length}`);
  assert.ok(late.length > 8 && late.length < open.length, `${late.length} late`);
  assert.ok(new Set(tasks.map((task) => task.title)).size > 8);
});

test("some proposals wait; a panel's decision follows a proposal, and stands or has expired", () => {
  const waiting = of("proposed").filter(
    ({ life }) => !life.some(({ happening }) => /rejected|panel/.test(happening.kind)),
  );
  assert.ok(waiting.length >= 8 && waiting.length < 60, String(waiting.length));
  for (const { life } of waiting)
    assert.ok(life.some((one) => one.happening.kind === "proposed" && daysBetween(one.day, today) <= 20));
  const met = of("panel").map(({ life }) => {
    const at = (kind: string) => life.find(({ happening }) => happening.kind === kind)?.day ?? "";
    assert.ok(at("proposed") !== "" && at("proposed") < at("panel"));
    return addMonths(at("panel"), 6) > today;
  });
  assert.ok(met.includes(true) && met.includes(false));
});

test("after a move the other village's director comes; after the end nobody does", () => {
  for (const { life } of of("moved")) {
    const at = life.findIndex(({ happening }) => happening.kind === "moved");
    const moved = life[at]?.happening;
    for (const event of life.slice(at + 1)) assert.equal(event.area, moved?.kind === "moved" ? moved.to : "");
  }
  for (const { life } of of("closed")) assert.equal(life.at(-1)?.happening.kind, "closed");
});

test("no child of any level has been waiting for years, and nobody is visited who has no level", () => {
  for (const { child, care, life } of lives) {
    if (care.level === null) assert.deepEqual(life, []);
    if (care.level === null || child.day > addDays(today, -250)) continue;
    const last = life.findLast(({ happening }) => "problem" in happening || happening.kind === "closed")?.day;
    assert.ok(last !== undefined && daysBetween(last, today) < 260, `${child.childId} ${last}`);
  }
});
