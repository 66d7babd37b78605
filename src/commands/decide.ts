import { createReadStream } from "node:fs";
import { today, systemClock } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { isPlain } from "#engines/rules/reading.ts";
import {
  type Decision,
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
import { bytesOf, decisionPrinter, textOfBytes } from "./decisionText.ts";
import { readChildren } from "./factTexts.ts";
import { Sheet } from "./sheet.ts";
import { areaOf, dayOf, misused, onlyOne } from "./usage.ts";

const AT_ONCE = 64 * 1024;
const LONGEST_ID = 200;
const readFacts = factReader(catalogue, readValue, "policy");

export const command: Command = {
  name: "decide",
  zh: "按政策判断儿童类别、等级和走访频次（不用数据库）",
  en: "decide categories, grade and rhythms by a policy, without a database",
  usage: "(--policy puning | --area 445281) [--as-of 2024-07-01] [--brief | --full] [--policies DIR] (facts.json | -)",
  options: {
    policy: { type: "string" },
    area: { type: "string" },
    "as-of": { type: "string" },
    policies: { type: "string" },
    brief: { type: "boolean" },
    full: { type: "boolean" },
  },
  run: decide,
};

async function decide(values: Values, positionals: readonly string[], io: Io): Promise<number> {
  const file = onlyOne(positionals, "写有事实的 JSON 文件，或 - 表示标准输入");
  const { policy: id, area } = values;
  const asOf = dayOf("--as-of", values["as-of"] ?? today(systemClock));
  if (values["brief"] === true && values["full"] === true) throw misused("both", { options: "--brief 和 --full" });
  if (id === undefined && area === undefined) throw misused("missing", { what: "选项 --policy 或 --area" });
  if (id !== undefined && area !== undefined) throw misused("both", { options: "--policy 和 --area" });
  const shelf = await openShelf(String(values["policies"] ?? defaultFolder), catalogue, readFacts);
  const policy = typeof id === "string" ? shelf.policy(id) : policyIn(shelf, areaOf("--area", area), asOf);
  if (asOf < policy.from || (policy.to !== null && asOf >= policy.to)) {
    io.err(
      `注意：${policy.title}自${policy.from}起${policy.to ? `至${policy.to}前` : ""}施行，${asOf}不在施行期内；以下按其条文试算。`,
    );
  }
  const reasons = values["full"] === true ? "all" : values["brief"] === true ? "open" : "deciding";
  return answer(bytesIn(file), { policy, asOf, reasons, print: decisionPrinter() }, io);
}

function policyIn(shelf: Shelf, area: string, asOf: Day): Policy {
  const policy = shelf.policyFor(area, asOf);
  if (!policy) throw new Problem("policy.none_in_effect", { area, asOf });
  return policy;
}

interface Court {
  readonly policy: Policy;
  readonly asOf: Day;
  /** --full: every reason; --brief: none of a plain no; else of a plain no those that decided it. */
  readonly reasons: Reasons;
  readonly print: (decision: Decision) => string;
}

async function* bytesIn(file: string): AsyncGenerator<Buffer> {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: AT_ONCE });
  try {
    for await (const bytes of stream) yield bytes as Buffer;
  } catch {
    throw new Problem("policy.file_unreadable", { file });
  }
}

/** Prints one object for an object, an array for an array, a line for a line. 1 where a child of a batch was refused. */
async function answer(source: AsyncIterable<Buffer>, court: Court, io: Io): Promise<number> {
  const { shape, items } = await readChildren(source);
  const sheet = new Sheet(io, shape);
  let refused = 0;
  for await (const some of items) {
    for (const item of some) {
      if (shape === "one") return alone(item, court, io);
      const said = saidOf(item, sheet.count, court);
      if (said.refused) refused++;
      await sheet.add(said.text);
    }
  }
  await sheet.end();
  return refused > 0 ? 1 : 0;
}

/** For a person's eyes. */
function alone(item: unknown, court: Court, { out }: Io): number {
  out(JSON.stringify(JSON.parse(textOfBytes(judged(item, court))), null, 2));
  return 0;
}

interface Said {
  readonly text: string;
  readonly refused: boolean;
}

function saidOf(item: unknown, index: number, court: Court): Said {
  try {
    return { text: judged(item, court), refused: false };
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    const message = problemText(thrown.code, thrown.data) ?? thrown.code;
    const error = { code: thrown.code, message, index, ...thrown.data };
    return { text: bytesOf(JSON.stringify({ ...idOf(item), error })), refused: true };
  }
}

/** The answer as JSON, in bytes (decisionText.ts). */
function judged(item: unknown, { policy, asOf, reasons, print }: Court): string {
  if (!isPlain(item)) throw new Problem("policy.facts_unreadable");
  const { id } = idOf(item);
  if (id === undefined && item["id"] !== undefined && item["id"] !== null) {
    throw new Problem("policy.fact_invalid", { key: "id", type: "text", reason: "type" });
  }
  const decision = print(policy.decide(readFacts(item, "id"), asOf, reasons));
  return id === undefined ? `{${decision}}` : `{"id":${bytesOf(JSON.stringify(id))},${decision}}`;
}

/** The caller's own id, given back as it came. */
function idOf(item: unknown): { id?: string | number } {
  const id = isPlain(item) ? item["id"] : undefined;
  const usable = (typeof id === "string" && id.length <= LONGEST_ID) || typeof id === "number";
  return usable ? { id } : {};
}
