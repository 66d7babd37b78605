import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { today, systemClock } from "#kernel/clock.ts";
import { type DemoChild, generateChildren } from "#capabilities/demo/index.ts";
import { defaultFolder, openShelf, type Policy, type ReadFacts } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { decisionPrinter } from "../src/commands/decisionText.ts";
import { type Answer, type Line, median, rounded } from "./figures.ts";
import { seed } from "./ground.ts";
import { tonghu } from "./processes.ts";
import type { Sizes } from "./sizes.ts";

const village = { code: "445281001001", name: "village" };

/** Processor seconds of this process alone: what others do on the machine is not counted. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function perSecond(count: number, rounds: number, work: () => void): number {
  work();
  return rounded(count / median(Array.from({ length: rounds }, () => processorSeconds(work))));
}

function inProcess(policy: Policy, read: ReadFacts, children: readonly DemoChild[], rounds: number): Line[] {
  const day = today(systemClock);
  const facts = children.map((child) => read(child.facts));
  const texts = children.map((child) => JSON.stringify(child.facts));
  const print = decisionPrinter();
  const rate = (what: string, work: (n: number) => unknown): Line => {
    let kept: unknown;
    const all = (): void => {
      for (let n = 0; n < children.length; n += 1) kept = work(n);
    };
    const line = { what, "children per s and core": perSecond(children.length, rounds, all) };
    if (kept === undefined) throw new Error("nothing was decided");
    return line;
  };
  return [
    rate("timeline(), what grading asks", (n) => policy.timeline(facts[n] ?? {}, day)),
    rate("decide(), reasons of all but plain noes", (n) => policy.decide(facts[n] ?? {}, day, "open")),
    rate("decide(), of plain noes what decided them", (n) => policy.decide(facts[n] ?? {}, day, "deciding")),
    rate("decide(), all reasons", (n) => policy.decide(facts[n] ?? {}, day)),
    rate("JSON text to facts", (n) => read(JSON.parse(texts[n] ?? "{}") as DemoChild["facts"])),
    rate("JSON text to facts to decide() to JSON text", (n) =>
      print(policy.decide(read(JSON.parse(texts[n] ?? "{}") as DemoChild["facts"]), day, "deciding")),
    ),
  ];
}

/** The command itself, less what it takes to start: the same command on one child. */
async function throughCommand(children: readonly DemoChild[]): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-decide-"));
  try {
    const [many, one] = [join(folder, "many.jsonl"), join(folder, "one.json")];
    writeFileSync(many, children.map((child) => `${JSON.stringify(child.facts)}\n`).join(""));
    writeFileSync(one, JSON.stringify(children[0]?.facts));
    const run = (file: string, how: readonly string[]) =>
      tonghu(["decide", "--policy", "puning", "--as-of", today(systemClock), ...how, file], process.env, "drop");
    const line = async (what: string, how: readonly string[]): Promise<Line> => {
      const [start, all] = [await run(one, how), await run(many, how)];
      return { what, "children per s and core": rounded(children.length / (all.cpu - start.cpu)) };
    };
    return [
      await line("tonghu decide, file in, JSON out, without its start", []),
      await line("tonghu decide --brief, the same", ["--brief"]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function decisions(sizes: Sizes): Promise<Answer> {
  const read = factReader(catalogue, readValue, "policy");
  const shelf = await openShelf(defaultFolder, catalogue, read);
  const children = [
    ...generateChildren({ seed, count: sizes.decisions, villages: [village], today: today(systemClock) }),
  ];
  const lines = [
    ...inProcess(shelf.policy("puning"), read, children, sizes.rounds),
    ...(await throughCommand(children)),
  ];
  return {
    title: "Decisions by the policy of Puning",
    aim: "over 50,000 children per second and core",
    lines,
    notes: [
      `${sizes.decisions} made-up children; processor time, median of ${sizes.rounds} rounds after one to warm up`,
    ],
  };
}
