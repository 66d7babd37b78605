import { type Day, isDay } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { type AreaCode, isAreaCode } from "#kernel/scope.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { fill } from "#platform/http/problem.ts";

type Reason = keyof typeof sentences;

/** What is wrong with a command as it was typed, for whoever typed it. */
const sentences = {
  day: "{option} 的“{given}”不是确有的日期，应写作年-月-日，如 2024-07-01。",
  area: "{option} 的“{given}”不是区划代码，应为 2、4、6、9 或 12 位数字。",
  small: "--area 的“{given}”范围过大，应为县级或以下的区划代码（6、9 或 12 位）。",
  number: "{option} 的“{given}”不是不超过 8 位的整数。",
  share: "{option} 的“{given}”不是 0 到 1 之间的数。",
  side: "--side 的“{given}”应为 left 或 right。",
  missing: "缺少{what}。",
  surplus: "多出了“{given}”。",
  folder: "没有文件夹“{given}”。",
  ending: "文件“{given}”的扩展名应为 {wanted}。",
  address: "{option} 的“{given}”不是网址，应以 http:// 或 https:// 开头。",
  both: "{options} 不能同时使用。",
  purpose: "--purpose 的“{given}”不是用途，可写：{known}。",
  kind: "没有“{given}”这类文件，可写：{known}。",
  command: "没有“{given}”这个命令。",
  subcommand: "没有“{given}”这个命令；{group} 之后可写：{known}。",
  option: "没有“{option}”这个选项。",
  value: "选项“{option}”之后要写出值；值以减号开头时写作 {option}=值。",
  flag: "选项“{option}”不带值。",
} as const;

/** Wrong usage (exit code 2), with what is wrong. */
export const misused = (reason: Reason, data: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem("cli.usage", { reason, ...data });

const isReason = (reason: unknown): reason is Reason => typeof reason === "string" && Object.hasOwn(sentences, reason);

/** The sentence of a `cli.usage`. */
export const usageSentence = (data: Readonly<Record<string, unknown>>): string =>
  isReason(data["reason"]) ? fill(sentences[data["reason"]], data) : "命令的写法有误。";

/** As it was typed, short enough for a line. */
const shown = (value: unknown): string => String(value).slice(0, 60);

/** A day that somebody typed. Errors: cli.usage. */
export function dayOf(option: string, value: unknown): Day {
  if (!isDay(value)) throw misused("day", { option, given: shown(value) });
  return value;
}

/** An area's code that somebody typed, and must. Errors: cli.usage. */
export function areaOf(option: string, value: unknown): AreaCode {
  if (value === undefined) throw misused("missing", { what: `选项 ${option}（区划代码）` });
  if (!isAreaCode(value)) throw misused("area", { option, given: shown(value) });
  return value;
}

const isPurpose = (text: unknown): text is Purpose => purposes.some((one) => one === text);

/** What a file is taken along for, as somebody typed it (its word, or its Chinese name), or what is usual. Errors: cli.usage. */
export function purposeOf(value: unknown, usual: Purpose): Purpose {
  if (value === undefined) return usual;
  const named = purposes.find((one) => purposeNames[one] === value);
  if (named) return named;
  if (isPurpose(value)) return value;
  const known = purposes.map((one) => `${one}（${purposeNames[one]}）`);
  throw misused("purpose", { given: shown(value), known });
}

/** Nothing stands without an option. Errors: cli.usage. */
export function onlyOptions([first]: readonly string[]): void {
  if (first !== undefined) throw misused("surplus", { given: shown(first) });
}

/** The one thing that stands without an option. Errors: cli.usage where there is none or a second. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw misused("missing", { what });
  if (second !== undefined) throw misused("surplus", { given: shown(second) });
  return first;
}

/** Of a command that takes options alone: a forgotten `--children` must not make another number than was typed. Errors: cli.usage. */
export function nothingMore([first]: readonly string[]): void {
  if (first !== undefined) throw misused("surplus", { given: shown(first) });
}

const codes: Readonly<Record<string, Reason>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: "option",
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: "value",
};

/** What node:util's parseArgs has to say, in our words; it names the option in quotes: '-h, --help'. */
export function misusedOption(thrown: unknown): Problem {
  const { code = "", message } = thrown as Error & { code?: string };
  const option = /'(?:-\w, )?(-{1,2}[^' <=]+)/.exec(message)?.[1] ?? "";
  if (message.includes("does not take an argument")) return misused("flag", { option });
  const reason = codes[code];
  if (reason === undefined) throw thrown;
  return misused(reason, { option: shown(option) });
}

/** No command begins so: perhaps one of a group was meant. `names`: all commands. */
export function unknownCommand(words: readonly string[], names: readonly string[]): Problem {
  const [group = words[0] ?? "", second] = words.filter((word) => !word.startsWith("-"));
  const known = names.filter((name) => name.startsWith(`${group} `)).map((name) => name.slice(group.length + 1));
  if (known.length === 0) return misused("command", { given: shown(group) });
  if (second === undefined) return misused("missing", { what: ` ${group} 之后的命令：${known.join("、")}` });
  return misused("subcommand", { given: shown(`${group} ${second}`), group, known: known.join("、") });
}
