import { threadCpuUsage } from "node:process";
import { attacks } from "./attack.ts";
import type { Pattern } from "./collect.ts";

/** Characters: short enough for what is exponential, then long enough to tell the square from the line. */
const [SHORT, MIDDLE, LONG] = [26, 25_000, 100_000];
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
function timed(pattern: RegExp, text: string): number {
  const began = pause();
  if (pattern.global) text.replaceAll(pattern, "");
  else pattern.test(text);
  pattern.lastIndex = 0;
  return pause() - began;
}

/** The best of several, for a machine has other work; but what no other work can explain is not tried again. */
function best(pattern: RegExp, text: string): number {
  let least = timed(pattern, text);
  for (let n = 1; n < ROUNDS && least > QUICK_MS && least < MOST_MS * 4; n++)
    least = Math.min(least, timed(pattern, text));
  return least;
}

/** What is wrong with a pattern: null where every text is gone through in a time that grows with its length. */
export function slowness({ source, flags }: Pick<Pattern, "source" | "flags">): string | null {
  const pattern = new RegExp(source, flags);
  for (const text of attacks(source, SHORT)) {
    const ms = best(pattern, text);
    if (ms > MOST_MS) return `${Math.round(ms)} ms for ${text.length} characters, ${JSON.stringify(text)}`;
  }
  const middles = attacks(source, MIDDLE);
  const longs = attacks(source, LONG);
  for (const middle of middles) {
    const long = longs.next().value ?? "";
    const short = best(pattern, middle);
    if (short <= QUICK_MS) continue;
    // too long already, even if it only grew like a line
    const whole = short * 4 > MOST_MS ? short * 4 : best(pattern, long);
    if (whole > MOST_MS || whole / short > STEEP) {
      return `${Math.round(short)} ms for ${middle.length} characters, at least ${Math.round(whole)} for ${long.length}, of ${JSON.stringify(middle.slice(0, 30))}`;
    }
  }
  return null;
}
