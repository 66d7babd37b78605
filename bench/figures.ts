import { availableParallelism, cpus, loadavg, totalmem, type as system } from "node:os";

/** One line of a result table; the first one's keys are the table's head. */
export type Line = Readonly<Record<string, string | number>>;

export interface Answer {
  readonly title: string;
  /** What was aimed at, in words. */
  readonly aim: string;
  readonly lines: readonly Line[];
  readonly notes?: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? NaN, sorted[Math.floor(middle)] ?? NaN];
  return (low + high) / 2;
}

/** Three digits are all that a shared machine gives. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** "2.1 (1.9-2.4)": the median of the rounds, and their range, so that a noisy run shows itself. */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${rounded(median(values))} (${rounded(sorted[0] ?? NaN)}-${rounded(sorted.at(-1) ?? NaN)})`;
}

export function markdown(answer: Answer): string {
  const heads = Object.keys(answer.lines[0] ?? {});
  const rows = answer.lines.map((line) => `| ${heads.map((head) => String(line[head] ?? "")).join(" | ")} |`);
  const table = [`| ${heads.join(" | ")} |`, `|${heads.map(() => "---").join("|")}|`, ...rows];
  const notes = (answer.notes ?? []).map((note) => `- ${note}`);
  return [`## ${answer.title}`, "", `Aim: ${answer.aim}`, "", ...table, "", ...notes].join("\n").trimEnd();
}

/** What the figures were taken on; the load says how many others were at work. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((value) => value.toFixed(1));
  const model = cpus()[0]?.model ?? "unknown processor";
  return `${system()}, ${availableParallelism()} × ${model}, ${memory} GiB, Node ${process.versions.node}, load ${load.join(" ")}`;
}
