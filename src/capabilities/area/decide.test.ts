import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "#kernel/problem.ts";
import { type Plan, planChanges } from "./decide.ts";
import { type Area, type Change, type ChangeKind, epoch, levelOf } from "./words.ts";

const unit = (code: string, name: string, parent: string | null, more: Partial<Area> = {}): Area => ({
  code,
  name,
  parent,
  level: levelOf(code) ?? "village",
  placeholder: false,
  source: "stat",
  validFrom: epoch,
  validTo: null,
  ...more,
});

const division: readonly Area[] = [
  unit("44", "广东省", null),
  unit("4452", "揭阳市", "44"),
  unit("445281", "普宁市", "4452"),
  unit("445281001", "甲街道", "445281"),
  unit("445281001001", "东村", "445281001"),
  unit("445281001002", "西村", "445281001"),
  unit("445281002", "乙街道", "445281"),
  unit("445281002001", "北村", "445281002"),
];

const line = (day: string, how: ChangeKind, oldCode: string, newCode = "", newName = ""): Omit<Change, "line"> => ({
  day,
  how,
  oldCode,
  newCode,
  newName,
});

const plan = (...lines: Omit<Change, "line">[]): Plan =>
  planChanges(
    division,
    lines.map((one, i) => ({ ...one, line: i + 2 })),
  );

const opened = (made: Plan): string[] => made.opened.map((area) => `${area.code} ${area.name}`).toSorted();
const closed = (made: Plan): string[] => made.closed.map((area) => `${area.code} ${area.validTo}`).toSorted();
const steps = (made: Plan): string[] =>
  made.successions.map((one) => `${one.oldCode} ${one.how} ${one.newCode}`).toSorted();

const refused = (fault: string, ...lines: Omit<Change, "line">[]): void =>
  assert.throws(
    () => plan(...lines),
    (thrown) => {
      assert.ok(thrown instanceof Problem);
      assert.equal(thrown.code, "area.changes_refused");
      const faults = thrown.data["faults"] as { fault: string }[];
      assert.ok(
        faults.some((one) => one.fault === fault),
        JSON.stringify(faults),
      );
      return true;
    },
  );

const day = "2024-05-01";

test("a renamed unit keeps its code and has two versions", () => {
  const made = plan(line(day, "renamed", "445281001", "", "甲东街道"));
  assert.deepEqual(closed(made), ["445281001 2024-05-01"]);
  assert.deepEqual(opened(made), ["445281001 甲东街道"]);
  assert.deepEqual(steps(made), ["445281001 renamed 445281001"]);
  assert.equal(made.opened[0]?.parent, "445281");
});

test("a recoded township takes its villages along", () => {
  const made = plan(line(day, "recoded", "445281001", "445281101"));
  assert.deepEqual(opened(made), ["445281101 甲街道", "445281101001 东村", "445281101002 西村"]);
  assert.deepEqual(steps(made), [
    "445281001 recoded 445281101",
    "445281001001 recoded 445281101001",
    "445281001002 recoded 445281101002",
  ]);
  assert.equal(made.opened.find((area) => area.code === "445281101001")?.parent, "445281101");
});

test("a village with a line of its own goes its own way when its township is recoded", () => {
  const made = plan(line(day, "recoded", "445281001", "445281101"), line(day, "moved", "445281001002", "445281002009"));
  assert.deepEqual(opened(made), ["445281002009 西村", "445281101 甲街道", "445281101001 东村"]);
});

test("two townships merge into a third once their villages have gone", () => {
  const made = plan(
    line(day, "merged", "445281001", "445281003", "丙街道"),
    line(day, "merged", "445281002", "445281003", "丙街道"),
    line(day, "moved", "445281001001", "445281003001"),
    line(day, "moved", "445281001002", "445281003002"),
    line(day, "moved", "445281002001", "445281003003"),
  );
  assert.deepEqual(opened(made)[0], "445281003 丙街道");
  assert.equal(made.closed.length, 5);
  refused("area.children_left", line(day, "merged", "445281001", "445281002"));
});

test("a split leaves the old unit only where a line says so", () => {
  const stays = plan(
    line(day, "split", "445281001001", "445281001001"),
    line(day, "split", "445281001001", "445281001003", "东新村"),
  );
  assert.deepEqual([closed(stays), opened(stays)], [[], ["445281001003 东新村"]]);
  const ends = plan(
    line(day, "split", "445281001001", "445281001003", "东一村"),
    line(day, "split", "445281001001", "445281001004", "东二村"),
  );
  assert.deepEqual(closed(ends), ["445281001001 2024-05-01"]);
});

test("two units may exchange their codes on one day", () => {
  const made = plan(
    line(day, "recoded", "445281001001", "445281001002"),
    line(day, "recoded", "445281001002", "445281001001"),
  );
  assert.deepEqual(opened(made), ["445281001001 西村", "445281001002 东村"]);
});

test("what is opened and closed in one table is written as one closed version", () => {
  const made = plan(
    line("2024-01-01", "created", "", "445281002002", "新村"),
    line("2024-06-01", "merged", "445281002002", "445281002001"),
  );
  assert.deepEqual(made.closed, []);
  assert.deepEqual(
    made.opened.map((area) => [area.code, area.validFrom, area.validTo]),
    [["445281002002", "2024-01-01", "2024-06-01"]],
  );
});

test("an alias changes no version", () => {
  const made = plan(line(day, "alias", "445281001", "", "城关"));
  assert.deepEqual(made, { closed: [], opened: [], successions: [], aliases: [{ code: "445281001", alias: "城关" }] });
});

test("what cannot be is refused with its reason", () => {
  refused("area.code_unknown", line(day, "renamed", "445281009", "", "无"));
  refused("area.code_taken", line(day, "recoded", "445281001", "445281002"));
  refused("area.code_taken", line(day, "created", "", "445281002", "乙街道"));
  refused("area.code_same", line(day, "merged", "445281001001", "445281001001"));
  refused("area.code_malformed", line(day, "created", "", "", "无码村"));
  refused("area.level_differs", line(day, "recoded", "445281001", "445281001009"));
  refused("area.name_missing", line(day, "renamed", "445281001"));
  refused("area.parent_unknown", line(day, "created", "", "445281009001", "孤村"));
  refused("area.parent_unknown", line(day, "moved", "445281001", "440305001"));
  refused("area.rename_keeps_code", line(day, "renamed", "445281001", "445281003", "丙街道"));
  refused("area.successor_unknown", line(day, "merged", "445281001001", "445281001009"));
  refused("area.out_of_order", line("1900-01-01", "renamed", "445281001", "", "早街道"));
  refused(
    "area.changed_twice",
    line(day, "renamed", "445281001001", "", "东一村"),
    line(day, "merged", "445281001001", "445281001002"),
  );
  refused(
    "area.code_taken",
    line(day, "merged", "445281001001", "445281001005", "甲村"),
    line(day, "merged", "445281001002", "445281001005", "乙村"),
  );
});

test("every fault of a day is named with its line", () => {
  try {
    plan(
      line(day, "renamed", "445281009", "", "无"),
      line(day, "renamed", "445281001", "", "好"),
      line(day, "merged", "1", "2"),
    );
    assert.fail("not refused");
  } catch (thrown) {
    assert.ok(thrown instanceof Problem);
    assert.deepEqual(
      (thrown.data["faults"] as { line: number }[]).map((one) => one.line),
      [2, 4],
    );
  }
});
