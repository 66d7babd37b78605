import { readFile } from "node:fs/promises";
import {
  CERTAIN,
  type LinkageConfig,
  newLinkage,
  type Outcome,
  readConfig,
  type Stage,
} from "#engines/linkage/index.ts";
import { Problem } from "#kernel/problem.ts";
import type { Command, Io, Values } from "./command.ts";
import { checkpoint } from "./linkCheckpoint.ts";
import { readDecisions } from "./linkDecisions.ts";
import { fillRegister, markOf, rowsOf } from "./linkRead.ts";
import { pairRows } from "./linkRows.ts";
import { save } from "./linkSave.ts";
import { requireApart, requireReadable, requireWritable } from "./path.ts";
import { misused, onlyOptions } from "./usage.ts";

export const command: Command = {
  name: "link",
  zh: "比对两份名单（或一份名单自身查重），给出是否同一儿童的概率和依据",
  en: "link two lists, or find doubles in one: probability and evidence per pair",
  usage:
    "--left a.csv [--right b.csv] --config fields.yaml --out pairs.csv [--least 0.05] [--explain] [--decisions d.csv] [--resume]",
  options: {
    left: { type: "string" },
    right: { type: "string" },
    config: { type: "string" },
    out: { type: "string" },
    least: { type: "string" },
    explain: { type: "boolean" },
    decisions: { type: "string" },
    resume: { type: "boolean" },
  },
  run,
};

interface Asked {
  readonly left: string;
  readonly right: string | undefined;
  readonly config: string;
  readonly out: string;
  readonly least: number;
}

function asked(values: Values, positionals: readonly string[]): Asked {
  onlyOptions(positionals);
  const need = (option: "left" | "config" | "out", what: string): string => {
    const value = values[option];
    if (typeof value !== "string") throw misused("missing", { what: `选项 --${option}（${what}）` });
    return value;
  };
  const right = typeof values["right"] === "string" ? values["right"] : undefined;
  const least = values["least"] === undefined ? 0.05 : Number(values["least"]);
  if (!(least >= 0 && least <= 1))
    throw misused("share", { option: "--least", given: String(values["least"]).slice(0, 60) });
  return {
    left: need("left", "第一份名单"),
    right,
    config: need("config", "字段说明"),
    out: need("out", "结果文件"),
    least,
  };
}

async function run(values: Values, positionals: readonly string[], io: Io): Promise<number> {
  const { left, right, config: file, out, least } = asked(values, positionals);
  const given = typeof values["decisions"] === "string" ? values["decisions"] : undefined;
  const inputs = [left, right, file, given].filter((one) => one !== undefined);
  for (const one of inputs) await requireReadable(one);
  await requireWritable(out);
  await requireApart(out, inputs);
  const yaml = await readFile(file, "utf8");
  const config = readConfig(yaml);
  const digests = await agreedDigests(left, right);
  const linkage = newLinkage(config, { within: right === undefined, digests });
  const say = progress(io);
  await fillRegister(linkage.left, rowsOf(left, { config, side: "left" }, digests), (rows) =>
    say(`${right === undefined ? "名单" : "左"} ${rows} 行`),
  );
  if (right !== undefined) {
    await fillRegister(linkage.right, rowsOf(right, { config, side: "right" }, digests), (rows) =>
      say(`右 ${rows} 行`),
    );
  }
  const kept = await checkpoint(
    `${out}.part`,
    { yaml, files: right === undefined ? [left] : [left, right] },
    values["resume"] === true,
  );
  const decisions = given === undefined ? [] : await readDecisions(given, linkage);
  const outcome = linkage.run({ least, ...kept, decisions, onStage: (stage) => say(stageText(stage)) });
  const words = values["explain"] === true ? linkage.words() : undefined;
  await save(out, pairRows(linkage, outcome, words));
  await kept.done();
  report(outcome, config, { left: linkage.left.rows, right: right === undefined ? null : linkage.right.rows }, io);
  return outcome.capped.length > 0 ? 1 : 0;
}

/** Whether both lists are digests. Errors: linkage.digests_differ where one is not, or was made with another key. */
async function agreedDigests(left: string, right: string | undefined): Promise<boolean> {
  const mark = await markOf(left);
  if (right !== undefined && (await markOf(right)) !== mark) throw new Problem("linkage.digests_differ");
  return mark !== undefined;
}

/** At most one line a second: a long run shows that it is alive. */
function progress({ err, json }: Io): (text: string) => void {
  let last = 0;
  return (text) => {
    const now = performance.now();
    if (json || now - last < 1000) return;
    last = now;
    err(`${text}…`);
  };
}

const stageText = ({ stage, done, of, pairs }: Stage): string =>
  stage === "comparing"
    ? `比较 ${done}/${of}，候选 ${pairs} 对`
    : stage === "learning"
      ? "学习参数"
      : `配对 ${pairs} 对`;

/** `right`: null where one file was searched for its own doubles. */
interface Sizes {
  readonly left: number;
  readonly right: number | null;
}

function report(outcome: Outcome, config: LinkageConfig, { left, right }: Sizes, io: Io): void {
  const { linked, candidates, capped, model } = outcome;
  const certain = linked.probability.reduce((count, one) => count + (one >= CERTAIN ? 1 : 0), 0);
  const figures = {
    left, right, candidates, pairs: linked.left.length, certain, review: linked.left.length - certain,
    expected: Math.round(model.matches), fields: config.fields.length, capped,
  }; // prettier-ignore
  if (io.json) {
    io.out(JSON.stringify(figures));
    return;
  }
  const lists = right === null ? `名单 ${left} 行，自身查重` : `左 ${left} 行，右 ${right} 行`;
  io.out(`${lists}；候选 ${candidates} 对；可直接认定 ${certain} 对，需人工核对 ${figures.review} 对。`);
  for (const { rule, side, rows, example } of capped.slice(0, 20)) {
    io.out(
      `数据质量：${right === null ? "名单" : side === "left" ? "左表" : "右表"}有 ${rows} 行的“${rule}”相同（如 ${example}），已不作为线索。`,
    );
  }
}
