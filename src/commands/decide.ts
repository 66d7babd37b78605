import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { today, systemClock } from "#kernel/clock.ts";
import { type Day, isDay } from "#kernel/day.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { isPlain } from "#engines/rules/reading.ts";
import {
  defaultFolder,
  openShelf,
  type Policy,
  problemText,
  type Reasons,
  type Shelf,
} from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import type { Command, Io, Values } from "./command.ts";

const MOST_MB = 256;
const LONGEST_ID = 200;
const readFacts = factReader(catalogue, readValue, "policy");

export const command: Command = {
  name: "decide",
  zh: "按政策判断儿童类别、等级和走访频次（不用数据库）",
  en: "decide categories, grade and rhythms by a policy, without a database",
  usage: "(--policy puning | --area 445281) [--as-of 2024-07-01] [--brief] [--policies DIR] (facts.json | -)",
  options: {
    policy: { type: "string" },
    area: { type: "string" },
    "as-of": { type: "string" },
    policies: { type: "string" },
    brief: { type: "boolean" },
  },
  run: decide,
};

async function decide(values: Values, positionals: readonly string[], io: Io): Promise<number> {
  const [file, ...more] = positionals;
  const { policy: id, area } = values;
  const asOf = values["as-of"] ?? today(systemClock);
  const oneOf = (typeof id === "string") !== (typeof area === "string");
  if (!file || more.length > 0 || !oneOf || !isDay(asOf)) throw new Problem("cli.usage");
  if (typeof area === "string" && !isAreaCode(area)) throw new Problem("cli.usage");
  const shelf = await openShelf(String(values["policies"] ?? defaultFolder), catalogue, readFacts);
  const policy = typeof id === "string" ? shelf.policy(id) : policyIn(shelf, String(area), asOf);
  if (asOf < policy.from || (policy.to !== null && asOf >= policy.to)) {
    io.err(
      `注意：${policy.title}自${policy.from}起${policy.to ? `至${policy.to}前` : ""}施行，${asOf}不在施行期内；以下按其条文试算。`,
    );
  }
  return answer(await textOf(file), { policy, asOf, reasons: values["brief"] === true ? "open" : "all" }, io.out);
}

function policyIn(shelf: Shelf, area: string, asOf: Day): Policy {
  const policy = shelf.policyFor(area, asOf);
  if (!policy) throw new Problem("policy.none_in_effect", { area, asOf });
  return policy;
}

async function textOf(file: string): Promise<string> {
  const bytes = file === "-" ? await buffer(process.stdin) : await readFile(file).catch(() => null);
  if (!bytes) throw new Problem("policy.file_unreadable", { file });
  if (bytes.length > MOST_MB * 1_000_000) throw new Problem("policy.facts_too_large", { limit: MOST_MB });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("policy.facts_unreadable");
  }
}

interface Court {
  readonly policy: Policy;
  readonly asOf: Day;
  /** --brief leaves out the reasons of a plain no. */
  readonly reasons: Reasons;
}

/** Prints one object for an object, an array for an array, a line for a line. 1 where a child of a batch was refused. */
function answer(text: string, court: Court, out: Io["out"]): number {
  const whole = parsed(text);
  if (isPlain(whole)) {
    out(JSON.stringify(judged(whole, court), null, 2));
    return 0;
  }
  if (Array.isArray(whole)) return batch(whole, court, out, ["[", ",", "]"]);
  if (whole !== undefined) throw new Problem("policy.facts_unreadable");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2 || !isPlain(parsed(lines[0] ?? ""))) throw new Problem("policy.facts_unreadable");
  return batch(
    lines.map((line) => parsed(line)),
    court,
    out,
    null,
  );
}

/** Undefined where it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Answers one by one, so that the answers of a large batch never stand in memory together. */
function batch(
  items: readonly unknown[],
  court: Court,
  out: Io["out"],
  frame: readonly [string, string, string] | null,
): number {
  let refused = 0;
  if (frame) out(frame[0]);
  for (const [i, item] of items.entries()) {
    const said = saidOf(item, i, court);
    if ("error" in said) refused++;
    out(JSON.stringify(said) + (frame && i < items.length - 1 ? frame[1] : ""));
  }
  if (frame) out(frame[2]);
  return refused > 0 ? 1 : 0;
}

function saidOf(item: unknown, index: number, court: Court): object {
  try {
    if (!isPlain(item)) throw new Problem("policy.facts_unreadable");
    return judged(item, court);
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    const detail = problemText(thrown.code, thrown.data) ?? thrown.code;
    return { ...idOf(item), error: { code: thrown.code, message: detail, index, ...thrown.data } };
  }
}

function judged(item: Readonly<Record<string, unknown>>, court: Court): object {
  const { id, ...facts } = item;
  if (id !== undefined && id !== null && !("id" in idOf(item))) {
    throw new Problem("policy.fact_invalid", { key: "id", type: "text", reason: "type" });
  }
  return { ...idOf(item), ...court.policy.decide(readFacts(facts), court.asOf, court.reasons) };
}

/** The caller's own id, given back as it came. */
function idOf(item: unknown): { id?: string | number } {
  const id = isPlain(item) ? item["id"] : undefined;
  const usable = (typeof id === "string" && id.length <= LONGEST_ID) || typeof id === "number";
  return usable ? { id } : {};
}
