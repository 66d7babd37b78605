import assert from "node:assert/strict";
import { threadCpuUsage } from "node:process";
import { test } from "node:test";
import { type Id, newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { chanceOfAtLeast } from "./chance.ts";
import { curiousReaders, requireAnswerable, type Seen, unusualReading } from "./decide.ts";
import { thresholds } from "./thresholds.ts";

const person = newId();
const nobody = { children: new Set<Id>(), share: 0.1 };

const look = (at: string, rest: Partial<Seen> = {}): Seen => ({
  id: newId(), at, personId: person, area: "445281", kind: "file", answer: "ok", children: [newId()], ownSurname: false, ...rest,
}); // prettier-ignore

/** So many looks, evenly spread over minutes from a moment on. */
const spread = (count: number, from: string, minutes: number, rest: Partial<Seen> = {}): Seen[] =>
  Array.from({ length: count }, (_, n) =>
    look(new Date(Date.parse(from) + (n * minutes * 60_000) / count).toISOString(), rest),
  );

const raised = (looks: readonly Seen[], namesakes = nobody): string[] =>
  unusualReading(looks, namesakes, thresholds).map((alert) => `${alert.rule} ${alert.day}`);

const morning = "2024-07-01T01:00:00.000Z"; // 09:00 in China

test("a day of ordinary work raises nothing", () => {
  assert.deepEqual(raised([]), []);
  assert.deepEqual(raised(spread(200, morning, 8 * 60)), []);
  assert.deepEqual(raised(spread(39, morning, 59)), []);
});

test("forty different files within an hour are many; the same file forty times, or forty in two hours, are not", () => {
  assert.deepEqual(raised(spread(40, morning, 59)), ["many_files 2024-07-01"]);
  assert.deepEqual(raised(spread(40, morning, 59, { children: [newId()] })), []);
  assert.deepEqual(raised(spread(40, morning, 120)), []);
  assert.deepEqual(raised(spread(40, morning, 59, { kind: "list" })), []);
  assert.deepEqual(raised(spread(40, morning, 59, { answer: "not_found" })), ["guessing 2024-07-01"]);
});

test("an hour counts whole: the first file falls out after sixty minutes", () => {
  const before = look(morning);
  const rest = spread(39, "2024-07-01T02:00:00.000Z", 0);
  assert.deepEqual(raised([before, ...rest]), []);
  assert.deepEqual(raised([{ ...before, at: "2024-07-01T01:00:00.001Z" }, ...rest]), ["many_files 2024-07-01"]);
});

test("one day raises one alert of a kind, the next day another", () => {
  const two = [...spread(90, morning, 100), ...spread(90, "2024-07-02T01:00:00.000Z", 100)];
  assert.deepEqual(raised(two), ["many_files 2024-07-01", "many_files 2024-07-02"]);
});

test("the night is China's, and belongs to the day on which it began", () => {
  assert.deepEqual(raised(spread(5, "2024-07-01T13:59:00.000Z", 0)), []); // 21:59
  assert.deepEqual(raised(spread(5, "2024-07-01T14:00:00.000Z", 0)), ["outside_hours 2024-07-01"]); // 22:00
  assert.deepEqual(raised(spread(5, "2024-07-01T21:59:00.000Z", 0)), ["outside_hours 2024-07-01"]); // 05:59
  assert.deepEqual(raised(spread(5, "2024-07-01T22:00:00.000Z", 0)), []); // 06:00
  assert.deepEqual(raised(spread(4, "2024-07-01T15:00:00.000Z", 0)), []);
  assert.deepEqual(raised([look("2024-07-01T15:00:00.000Z", { kind: "export" })]), ["outside_hours 2024-07-01"]);
  assert.deepEqual(raised([look(morning, { kind: "export" })]), []);
});

test("own surname: three of three where one in ten bears it; not where most do, and not two", () => {
  const looks = spread(3, morning, 30);
  const children = new Set(looks.flatMap((one) => one.children));
  assert.deepEqual(raised(looks, { children, share: 0.08 }), ["own_surname 2024-07-01"]);
  assert.deepEqual(raised(looks, { children, share: 0.6 }), []);
  assert.deepEqual(raised(looks.slice(0, 2), { children, share: 0.01 }), []);
  assert.deepEqual(raised([...looks, ...spread(30, morning, 300)], { children, share: 0.1 }), []);
  assert.deepEqual(raised(spread(3, morning, 30, { kind: "search", ownSurname: true })), ["own_surname 2024-07-01"]);
});

test("five different ids that do not exist within an hour; the same dead link five times is none", () => {
  const attempt = { kind: "attempt", answer: "not_found" } as const;
  assert.deepEqual(raised(spread(5, morning, 50, attempt)), ["guessing 2024-07-01"]);
  assert.deepEqual(raised(spread(4, morning, 50, attempt)), []);
  assert.deepEqual(raised(spread(9, morning, 50, { ...attempt, children: [newId()] })), []);
  assert.deepEqual(
    raised(spread(5, morning, 50, { ...attempt, children: [] })),
    ["guessing 2024-07-01"],
    "numbers tried",
  );
  assert.deepEqual(raised(spread(4, morning, 50, { ...attempt, children: [] })), []);
});

test("a child that nine people read in a week, raised once in the week", () => {
  const readers = { childId: newId(), area: "445281001001", people: 9, day: "2024-07-03" };
  const [alert] = curiousReaders(readers, thresholds.manyReaders);
  const [later] = curiousReaders({ ...readers, people: 12, day: "2024-07-07" }, thresholds.manyReaders);
  const [next] = curiousReaders({ ...readers, day: "2024-07-08" }, thresholds.manyReaders);
  assert.equal(alert?.key, later?.key);
  assert.notEqual(alert?.key, next?.key);
  assert.deepEqual(curiousReaders({ ...readers, people: 8 }, thresholds.manyReaders), []);
});

test("nobody clears himself, and nobody answers twice", () => {
  const refused = (code: string) => (thrown: unknown) => isProblem(thrown) && thrown.code === code;
  assert.throws(() => requireAnswerable({ personId: person, answered: false }, person), refused("trace.own_alert"));
  assert.throws(
    () => requireAnswerable({ personId: newId(), answered: true }, person),
    refused("trace.alert_answered"),
  );
  requireAnswerable({ personId: newId(), answered: false }, person);
});

test("the chance of k or more is the binomial distribution's", () => {
  assert.equal(chanceOfAtLeast(0, 5, 0.3), 1);
  assert.equal(chanceOfAtLeast(5, 5, 0), 0);
  assert.ok(Math.abs(chanceOfAtLeast(3, 3, 0.1) - 0.001) < 1e-12);
  assert.ok(Math.abs(chanceOfAtLeast(2, 4, 0.5) - 11 / 16) < 1e-12);
  assert.ok(Math.abs(chanceOfAtLeast(1, 1000, 0.5) - 1) < 1e-9);
});

test("whoever read sixteen thousand files is watched in a moment: the server does not stand still meanwhile", () => {
  const looks = spread(16_000, morning, 8 * 60);
  const own = new Set(looks.flatMap(({ children: [child = ""] }, n) => (n % 20 === 0 ? [child] : [])));
  const began = threadCpuUsage();
  const found = raised(looks, { children: own, share: 0.06 });
  const used = threadCpuUsage(began);
  assert.deepEqual(found, ["many_files 2024-07-01"]);
  const seconds = (used.user + used.system) / 1e6; // 0.5; it was 13, each chance and each day worked out anew
  assert.ok(seconds < 4, `${seconds} s of the processor`);
});
