import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { febrlPerson } from "../test/registers/febrl.ts";

/** One pair that was said, and whether it is one. */
export interface Judged {
  readonly probability: number;
  readonly good: boolean;
}

async function* cells(file: string): AsyncGenerator<string[]> {
  let first = true;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!first && line !== "") yield line.split(",");
    first = false;
  }
}

export async function readTruth(file: string): Promise<Map<string, string>> {
  const truth = new Map<string, string>();
  for await (const [left = "", right = ""] of cells(file)) truth.set(left, right);
  return truth;
}

/** The pairs of a result, held against the truth, or for Febrl's files against the numbers in the ids. */
export async function judge(file: string, truth: ReadonlyMap<string, string> | null): Promise<Judged[]> {
  const judged: Judged[] = [];
  for await (const [left = "", right = "", probability = ""] of cells(file)) {
    const good = truth ? truth.get(left) === right : febrlPerson(left) === febrlPerson(right);
    judged.push({ probability: Number(probability), good });
  }
  return judged;
}

/** Pairs within one file of Febrl's shape. */
export async function countFebrlPairs(file: string): Promise<number> {
  const people = new Map<string, number>();
  for await (const [id = ""] of cells(file)) people.set(febrlPerson(id), (people.get(febrlPerson(id)) ?? 0) + 1);
  return [...people.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

const good = (pairs: readonly Judged[]): number => pairs.filter((pair) => pair.good).length;

export const f1 = (pairs: readonly Judged[], least: number, truth: number): number => {
  const said = pairs.filter(({ probability }) => probability >= least);
  return (2 * good(said)) / (said.length + truth);
};

export const precision = (pairs: readonly Judged[], least: number): number => {
  const said = pairs.filter(({ probability }) => probability >= least);
  return good(said) / said.length;
};

export const recall = (pairs: readonly Judged[], least: number, truth: number): number =>
  good(pairs.filter(({ probability }) => probability >= least)) / truth;

const steps = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 0.999, 1.1];

/** "0.90-0.95: 836 pairs, said 0.925, true 0.925": of pairs said to be 0.9, nine in ten should be right. */
export function calibration(pairs: readonly Judged[]): string[] {
  return steps.slice(0, -1).flatMap((from, index) => {
    const to = steps[index + 1] ?? 1;
    const some = pairs.filter(({ probability }) => probability >= from && probability < to);
    if (some.length === 0) return [];
    const said = some.reduce((sum, { probability }) => sum + probability, 0) / some.length;
    return [
      `said ${from}-${Math.min(1, to)}: ${some.length} pairs, on the mean ${said.toFixed(4)}, true ${(good(some) / some.length).toFixed(4)}`,
    ];
  });
}
