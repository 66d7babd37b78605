import { seedDemo } from "#capabilities/demo/index.ts";
import { isSynthetic } from "#capabilities/account/index.ts";
import { Problem } from "#kernel/problem.ts";
import type { Command, Io, Values } from "./command.ts";
import { keepHeapSmall } from "./heap.ts";
import { type Installation, withInstallation } from "./installation.ts";
import { areaOf, misused, nothingMore } from "./usage.ts";

export const SAMPLE = { area: "445281", children: 5800, seed: 20240701 } as const;

const whole = (values: Values, name: string, otherwise: number): number => {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (typeof text !== "string" || !/^\d{1,8}$/.test(text))
    throw misused("number", { option: `--${name}`, given: String(text).slice(0, 60) });
  return Number(text);
};

/** Real children and made-up ones never stand in one database. */
export async function requireNoRealChildren({ database }: Installation): Promise<void> {
  if (await isSynthetic(database.owner)) return;
  const { rows } = await database.owner.query("select 1 from entry limit 1");
  if (rows.length > 0) throw new Problem("demo.real_data", {}, 409);
}

export async function fill(
  installation: Installation,
  io: Io,
  options: { area: string; children: number; seed: number; visits: boolean },
): Promise<{ children: number; visits: number }> {
  await requireNoRealChildren(installation);
  const { tonghu, database } = installation;
  const { ground, journal, policyFor, gradingFor, calendar } = tonghu;
  let said = 0;
  return seedDemo(
    { ...ground, owner: database.owner, journal, policyFor, gradingFor, calendar },
    {
      ...options,
      onProgress: (children) => {
        if (children - said < Math.max(2000, options.children / 20)) return;
        said = children;
        io.err(`已生成 ${children} 名虚构儿童…`);
      },
    },
  );
}

export const command: Command = {
  name: "demo",
  zh: "生成虚构的演示人口（数据库从此标为“演示”）",
  en: "Fill the database with a made-up population; it is marked as synthetic from then on",
  usage: "[--children 100000] [--area 445281] [--seed 1] [--no-visits]",
  options: {
    children: { type: "string" },
    area: { type: "string" },
    seed: { type: "string" },
    "no-visits": { type: "boolean" },
  },
  run: async (values, positionals, io) => {
    nothingMore(positionals);
    const options = {
      area: areaOf("--area", values["area"] ?? SAMPLE.area),
      children: whole(values, "children", SAMPLE.children),
      seed: whole(values, "seed", SAMPLE.seed),
      visits: values["no-visits"] !== true,
    };
    keepHeapSmall();
    return withInstallation(
      io,
      async (installation) => {
        const made = await fill(installation, io, options);
        io.out(io.json ? JSON.stringify(made) : `已生成 ${made.children} 名虚构儿童、${made.visits} 次走访联系。`);
        return 0;
      },
      { existing: false },
    );
  },
};
