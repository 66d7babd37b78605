import { threadCpuUsage } from "node:process";
import { attacks } from "./attack.ts";
import type { Pattern } from "./collect.ts";

/** Characters: for what is exponential, the stronger the shorter. */
const EXPONENTIAL = [12, 24, 26];
/** Then long enough to tell the square from the line, and a first look that passes over what stops at once. */
const [EARLY, MIDDLE, LONG] = [6_000, 25_000, 100_000];
/** A square of 6,000 characters takes longer. */
const AT_ONCE_MS = 0.1;
/** Milliseconds of processor time: what no single pattern may take of one turn of the event loop. */
const MOST_MS = 50;
/** Of a text four times as long a line takes four times as long, a square sixteen times. */
const STEEP = 9;
/** Below, there is nothing to tell: a line through 25,000 characters takes a tenth of it. */
const QUICK_MS = 2;
const ROUNDS = 5;

const pause = (): number => {
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
};

/** Goes through a text as the program does: a global pattern to its end, any other to its first match. */
function goThrough(pattern: RegExp, text: string): void {
  if (pattern.global) text.replaceAll(pattern, "");
  else pattern.test(text);
  pattern.lastIndex = 0;
}

function timed(pattern: RegExp, text: string): number {
  const began = pause();
  goThrough(pattern, text);
  return pause() - began;
}

/**
 * By the clock on the wall where that says little enough, for it is quicker to ask and finer; else the mean of several by
 * the processor's, for a machine has other work. The mean and not the least: that clock ticks, and a single short reading
 * may be nothing at all. What no other work can explain is not tried again.
 */
function costOf(pattern: RegExp, text: string): number {
  const began = performance.now();
  goThrough(pattern, text);
  const wall = performance.now() - began;
  if (wall <= QUICK_MS) return wall;
  let sum = 0;
  for (let n = 1; n <= ROUNDS; n++) {
    sum += timed(pattern, text);
    if (sum / n > MOST_MS * 4) return sum / n;
  }
  return sum / ROUNDS;
}

const long = (ms: number, text: string, whole = ""): string =>
  `${Math.round(ms)} ms for ${text.length} characters${whole}, of ${JSON.stringify(text.slice(0, 30))}`;

/** Goes on to longer texts only where the shorter one says something. */
function slownessOver(pattern: RegExp, attack: (length: number) => string): string | null {
  const first = attack(EARLY);
  const early = costOf(pattern, first);
  if (early < AT_ONCE_MS) return null;
  // far too long already, even if it only grew like a line
  if ((early * LONG) / EARLY > MOST_MS * 4) return long(early, first);
  const middle = attack(MIDDLE);
  const short = costOf(pattern, middle);
  if (short <= QUICK_MS) return null;
  const whole = short * 4 > MOST_MS ? short * 4 : costOf(pattern, attack(LONG));
  const grows = whole > MOST_MS || whole / short > STEEP;
  return grows ? long(short, middle, `, at least ${Math.round(whole)} for ${LONG}`) : null;
}

/** Without repetition a pattern looks at each place of a text for so long and no longer: a few texts show the line. */
const FEW = 6;
const repeats = (source: string): boolean => /[*+{]/.test(source);

const LOOKS = 4;

/**
 * What is wrong with a pattern: null where every text is gone through in a time that grows with its length. A machine that
 * does other things has cold caches, so what seems slow is looked at again: what is slow is slow each time.
 */
export function slowness(pattern: Pick<Pattern, "source" | "flags">): string | null {
  let found = slownessNow(pattern);
  for (let n = 1; n < LOOKS && found !== null; n++) found = slownessNow(pattern);
  return found;
}

function slownessNow({ source, flags }: Pick<Pattern, "source" | "flags">): string | null {
  const pattern = new RegExp(source, flags);
  const grows = repeats(source);
  for (const length of grows ? EXPONENTIAL : []) {
    for (const attack of attacks(source)) {
      const text = attack(length);
      const ms = costOf(pattern, text);
      if (ms > MOST_MS) return long(ms, text);
    }
  }
  for (const attack of grows ? attacks(source) : attacks(source).take(FEW)) {
    const slow = slownessOver(pattern, attack);
    if (slow !== null) return slow;
  }
  return null;
}
