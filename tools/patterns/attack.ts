/*
 * Texts that a pattern may take long over: long runs of what it speaks of, after a beginning that fits and before an end
 * that does not. The time of a pattern that grows with the square of a text, or faster, shows on one of them.
 */

/** Stands for the members of a class that a pattern names without listing them. */
const classes: Readonly<Record<string, readonly string[]>> = {
  d: ["0", "7"], D: ["x"], w: ["a", "_"], W: ["-", " "], s: [" ", "\n", "\t", "　"], S: ["x", "中"], b: [], B: [],
}; // prettier-ignore

const properties: readonly (readonly [name: RegExp, samples: readonly string[]])[] = [
  [/Han/, ["中"]],
  [/^L/, ["a", "中"]],
  [/^N/, ["0", "０"]],
  [/^P/, [".", "，"]],
  [/^C|Surrogate|Ignorable/, ["\u200b", "\u0001", "\ud800"]],
  [/^Z|Space/, [" ", "　"]],
  [/^M/, ["\u0301"]],
];

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  0: "\0",
};

/** What every pattern is tried with, whatever it speaks of. */
const everywhere = [
  "a",
  "0",
  " ",
  "\n",
  "　",
  "中",
  "０",
  "\t",
  ".",
  "-",
  "=",
  "(",
  "\u200b",
  "\r\n",
  "a ",
  "0,",
  "中 ",
];

const inside = /\\p\{([^}]{1,60})\}|\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(.)|(.)/gsu;

/** Sample characters of a pattern in the order in which it names them; an approximation is enough. */
export function samplesOf(source: string): string[] {
  const found: string[] = [];
  for (const [, property, braced, four, two, escaped, plain] of source.matchAll(inside)) {
    const code = braced ?? four ?? two;
    if (property !== undefined) found.push(...(properties.find(([name]) => name.test(property))?.[1] ?? ["中", "a"]));
    else if (code !== undefined) found.push(String.fromCodePoint(Number.parseInt(code, 16)));
    else if (escaped !== undefined) found.push(...(classes[escaped] ?? [escapes[escaped] ?? escaped]));
    else if (plain === ".") found.push("x", "中");
    else if (plain !== undefined && !/[[\](){}|*+?^$]/.test(plain)) found.push(plain);
  }
  return found;
}

/** What stands between the repetitions of a pattern, in plain characters: "<!--", "data:". */
const wordsOf = (source: string): string[] =>
  [...source.matchAll(/[^\\[\](){}|*+?^$.]{2,20}/g)].map(([word]) => word).slice(0, 8);

const MOST_UNITS = 26;

/** What is repeated: each sample, neighbours, words, and the whole as far as it can be guessed. */
function unitsOf(source: string): string[] {
  const samples = [...new Set(samplesOf(source))];
  const pairs = samples.slice(0, 8).flatMap((one, i) => (samples[i + 1] === undefined ? [] : [one + samples[i + 1]]));
  const whole = samplesOf(source).join("").slice(0, 40);
  const units = [...samples.slice(0, 14), ...everywhere, ...pairs, ...wordsOf(source), whole];
  return [...new Set(units)].filter((unit) => unit !== "").slice(0, MOST_UNITS + everywhere.length);
}

/** Texts against a pattern, each to be had in any length. */
export function* attacks(source: string): Generator<(length: number) => string> {
  const samples = samplesOf(source);
  const start = samples.slice(0, 3).join("");
  for (const unit of unitsOf(source)) {
    const run = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
    yield run;
    yield (length) => `${run(length)}\u0000`;
    yield (length) => `${start}${run(length)}!`;
  }
}
