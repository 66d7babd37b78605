import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBetween } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { generateChildren } from "./population.ts";
import { generateVisits, paceOf } from "./visits.ts";

const today = "2024-07-22";
const villages = [{ code: "445281001201", name: "示例村委会" }];
const children = [...generateChildren({ seed: 1, count: 4000, villages, today })];
const visitsOf = new Map(children.map((child) => [child, [...generateVisits(child, today)]]));

test("visits lie between the survey and today, in order, each with an id of its own", () => {
  const ids = new Set<string>();
  for (const [child, visits] of visitsOf) {
    for (const [i, visit] of visits.entries()) {
      assert.ok(isId(visit.visitId) && !ids.has(visit.visitId));
      ids.add(visit.visitId);
      assert.ok(visit.day >= child.day && visit.day <= today);
      assert.ok(i === 0 || visit.day >= (visits[i - 1]?.day ?? ""));
    }
  }
});

test("they are a function of the child alone", () => {
  for (const child of children.slice(0, 200)) assert.deepEqual([...generateVisits(child, today)], visitsOf.get(child));
});

test("most children are visited on time, some are overdue, some never were", () => {
  const asked = children.filter((child) => daysBetween(child.day, today) > 150);
  const late = asked.filter((child) => {
    const last = (visitsOf.get(child) ?? []).findLast((visit) => visit.kind === "home_visit");
    return !last || daysBetween(last.day, today) > paceOf(child.facts).home;
  });
  const rate = late.length / asked.length;
  assert.ok(rate > 0.08 && rate < 0.4, String(rate));
  assert.ok(asked.some((child) => visitsOf.get(child)?.length === 0));
});

test("a given pace is kept: home visits only, within the days", () => {
  const child =
    children.find((one) => daysBetween(one.day, today) > 200 && (visitsOf.get(one)?.length ?? 0) > 3) ?? assert.fail();
  const visits = [...generateVisits(child, today, { home: 14 })];
  assert.ok(visits.length > 5);
  assert.ok(visits.every((visit) => visit.kind === "home_visit"));
});
