import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Line } from "./figures.ts";
import { calibration, countFebrlPairs, f1, judge, type Judged, precision, readTruth, recall } from "./judge.ts";
import { type Cost, tonghu } from "./processes.ts";
import type { Sizes } from "./sizes.ts";

const CERTAIN = 0.99;
/** Digests are made once in the departments' houses: their file is four times as long. */
const DIGEST_SHARE = 5;
const FEBRL = 5000;

interface Measured {
  readonly line: Line;
  readonly pairs: readonly Judged[];
}

const digits = (value: number): string => value.toFixed(5);

function draw(kind: string, rows: number, folder: string): void {
  const script = join(import.meta.dirname, "registers.ts");
  execFileSync(process.execPath, ["--max-old-space-size=8000", script, kind, String(rows), "1", folder]);
}

const linked = (folder: string, left: string, right: string | null): Promise<Cost> => {
  const files = ["--left", join(folder, left), ...(right === null ? [] : ["--right", join(folder, right)])];
  return tonghu(
    ["link", ...files, "--config", join(folder, "fields.yaml"), "--out", join(folder, "pairs.csv")],
    process.env,
  );
};

function lineOf(what: string, rows: number, truth: number, pairs: readonly Judged[], cost: Cost): Line {
  const review = pairs.filter(({ probability }) => probability < CERTAIN).length;
  return {
    what,
    rows,
    "F1 at 0.5": digits(f1(pairs, 0.5, truth)),
    "F1 at 0.3": digits(f1(pairs, 0.3, truth)),
    "precision at 0.99": digits(precision(pairs, CERTAIN)),
    "recall at 0.99": digits(recall(pairs, CERTAIN, truth)),
    "to review, of rows": `${((100 * review) / rows).toFixed(2)} %`,
    "recall after review": digits(recall(pairs, 0, truth)),
    "processor s": Math.round(cost.cpu * 10) / 10,
    "peak MB": Math.round(cost.peakMb),
  };
}

async function registers(kind: "school" | "hard", rows: number, folder: string): Promise<Measured> {
  draw(kind, rows, folder);
  const cost = await linked(folder, "left.csv", "right.csv");
  const truth = await readTruth(join(folder, "truth.csv"));
  const pairs = await judge(join(folder, "pairs.csv"), truth);
  const what = kind === "school" ? "a third of the ids damaged" : "45 % of the ids and half of the phones lost";
  return { line: lineOf(what, rows, truth.size, pairs, cost), pairs };
}

/** The same registers as plain text and as digests, one after the other. */
async function digests(rows: number, folder: string): Promise<{ lines: Line[]; encoding: number }> {
  const plain = await registers("school", rows, folder);
  writeFileSync(join(folder, "key"), "0f".repeat(32));
  let encoding = 0;
  for (const side of ["left", "right"]) {
    const paths = [
      "--in",
      join(folder, `${side}.csv`),
      "--out",
      join(folder, `${side}.digests.csv`),
      "--key",
      join(folder, "key"),
    ];
    const args = [
      "link",
      "encode",
      ...paths,
      "--side",
      side,
      "--config",
      join(folder, "fields.yaml"),
      "--suite",
      "sm4-sm3",
    ];
    encoding += (await tonghu(args, process.env)).cpu;
  }
  const cost = await linked(folder, "left.digests.csv", "right.digests.csv");
  const truth = await readTruth(join(folder, "truth.csv"));
  const pairs = await judge(join(folder, "pairs.csv"), truth);
  return { lines: [plain.line, lineOf("the same as keyed digests", rows, truth.size, pairs, cost)], encoding };
}

async function febrl(kind: "febrl4" | "febrl3", folder: string): Promise<Line> {
  draw(kind, FEBRL, folder);
  const cost = await linked(folder, "left.csv", kind === "febrl4" ? "right.csv" : null);
  const truth = kind === "febrl4" ? FEBRL : await countFebrlPairs(join(folder, "left.csv"));
  const pairs = await judge(join(folder, "pairs.csv"), null);
  return lineOf(`${kind}'s shape`, FEBRL, truth, pairs, cost);
}

/** Accuracy and cost of `tonghu link`, from CSV to pairs. */
export async function linkage(sizes: Sizes): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-bench-link-"));
  try {
    const plain = await registers("school", sizes.links, folder);
    const poor = await registers("hard", sizes.links, folder);
    const keyed = await digests(Math.round(sizes.links / DIGEST_SHARE), folder);
    const lines = [plain.line, poor.line, ...keyed.lines, await febrl("febrl4", folder), await febrl("febrl3", folder)];
    const notes = [
      `${keyed.encoding.toFixed(0)} processor s to make the digests of both files`,
      ...calibration(plain.pairs),
    ];
    return {
      title: "Linking two registers",
      aim: "F1 ≥ 0.998 one to one, precision ≥ 0.9998 at p ≥ 0.99, ≤ 35 processor s, ≤ 1.3 GB at 1,000,000 × 1,000,000; hard set F1 ≥ 0.988; digests lose ≤ 0.001; about 1 % to review, recall then ≥ 0.9975",
      lines,
      notes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
