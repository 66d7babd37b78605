import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import * as comparison from "#capabilities/comparison/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Facts, Village } from "./making.ts";
import type { DemoChild } from "./population.ts";

/*
 * Two departments' lists of the first children, read, matched and brought up as any list is: one says most of it as the
 * ledger does, some of it otherwise, and has two children whom the ledger does not have; of the other only a part was sent.
 */

interface Made {
  readonly kind: string;
  readonly department: string;
  readonly fileName: string;
  /** How many days ago it was sent: what the first one brought up is late by now. */
  readonly ago: number;
  /** Its columns by the department's own words. */
  readonly columns: Readonly<Record<string, string>>;
  readonly isOn: (facts: Facts) => boolean;
  /** What the department says otherwise of the n-th child. */
  readonly otherwise: Facts;
  readonly beyond: readonly Readonly<Record<string, string>>[];
}

const who = { name: "姓名", idNumber: "身份证号", birthDate: "出生日期", "guardian.name": "监护人", "guardian.phone": "联系电话" } as const; // prettier-ignore

const made: readonly Made[] = [
  {
    kind: "disability_certificates", department: "disabled_federation", fileName: "持证残疾儿童名单.csv", ago: 31,
    columns: { ...who, village: "村居", "disability.kind": "残疾类别", "disability.level": "残疾等级" },
    isOn: (facts) => facts["disability.certificate"] !== undefined,
    otherwise: { "disability.level": 1 },
    beyond: [
      { name: "方子墨", birthDate: "2015-05-06", "guardian.name": "方桂花", "guardian.phone": "010-01000001", "disability.kind": "智力", "disability.level": "2" },
      { name: "邱雨桐", birthDate: "2018-11-20", "guardian.name": "邱金水", "guardian.phone": "010-01000002", "disability.kind": "听力", "disability.level": "1" },
    ],
  },
  {
    // of one school alone: most who ought to be on it are not, and it waits for somebody's word
    kind: "school_roll", department: "education", fileName: "在校在园儿童名单（示例第一小学）.csv", ago: 6,
    columns: { ...who, village: "村居", "school.state": "就学情况", "school.name": "学校" },
    isOn: (facts) => facts["school.name"] === "示例第一小学",
    otherwise: {},
    beyond: [],
  },
]; // prettier-ignore

/** So many of a list, and of every third the department says something else. */
const MOST = 60;
const EVERY = 3;

const cell = (key: string, value: unknown): string => {
  const said = typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
  return factByKey.get(key)?.options?.[said] ?? said;
};

function csvOf({ columns, isOn, otherwise, beyond }: Made, children: readonly DemoChild[], villages: readonly Village[]): string {
  const names = new Map(villages.map(({ code, name }) => [code, name]));
  const lines = children
    .filter(({ facts }) => isOn(facts))
    .slice(0, MOST)
    .map(({ facts, area }, n) => ({ ...facts, village: names.get(area) ?? "", ...(n % EVERY === 1 && otherwise) }));
  const strangers = beyond.map((line, n) => ({ ...line, village: villages[n * 5]?.name ?? "" }));
  const keys = Object.keys(columns);
  const rows = [...lines, ...strangers].map((line: Readonly<Record<string, unknown>>) => keys.map((key) => cell(key, line[key])));
  return `${[Object.values(columns), ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
} // prettier-ignore

/** A list that breaks stops the filling. */
const fails = {
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (told: { readonly err: unknown }): never => {
    throw told.err;
  },
};

/** The lists of the sample, under whoever of the department or the county would send them. */
export async function seedLists(world: DemoWorld, county: Actor | undefined, officers: ReadonlyMap<string, Actor>, children: readonly DemoChild[], villages: readonly Village[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tonghu-demo-"));
  try {
    for (const list of made) {
      const actor = officers.get(list.department) ?? county;
      if (!actor) continue;
      const clock = { now: () => new Date(world.clock.now().getTime() - list.ago * 86_400_000) };
      const { vault } = world.journal.machine;
      const then = comparison.worldOf({ ...world, ground: { pool: world.pool, clock, vault } }, folder, (code) => code);
      const file = { name: list.fileName, content: Readable.from([Buffer.from(csvOf(list, children, villages))]) };
      const asked = { kind: list.kind, day: shift(today(clock), -1) };
      await comparison.startList(then, actor, asked, file, fails);
      await comparison.listsEnded();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
} // prettier-ignore
