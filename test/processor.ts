import { cpuUsage, threadCpuUsage } from "node:process";

/*
 * What a piece of work costs, by the processor and not by the clock on the wall: a machine has other work. A busy neighbour
 * still makes caches cold, so that what seems too much is tried again, and the least counts: what is slow is slow each time.
 */

const TRIES = 4;

const spentOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** Milliseconds of this thread that a work takes; tried again while it is more than `enough`. */
export function processorMs(work: () => unknown, enough: number): number {
  let least = Infinity;
  for (let n = 0; n < TRIES && least > enough; n += 1) {
    const began = threadCpuUsage();
    work();
    least = Math.min(least, spentOf(threadCpuUsage(began)));
  }
  return least;
}

/** The same for what is waited for, in all threads of this program: nothing else may go on in it meanwhile. */
export async function processorMsOf(work: () => Promise<unknown>, enough: number): Promise<number> {
  let least = Infinity;
  for (let n = 0; n < TRIES && least > enough; n += 1) {
    const began = cpuUsage();
    await work();
    least = Math.min(least, spentOf(cpuUsage(began)));
  }
  return least;
}
