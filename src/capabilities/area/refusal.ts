import { isProblem, Problem } from "#kernel/problem.ts";

/** Runs one piece of work per item and gathers the refusals, so that a table comes back with all its faults. */
export function each<T, R>(items: readonly T[], work: (item: T) => R): R[] {
  const faults: Problem[] = [];
  const done: R[] = [];
  for (const item of items) {
    try {
      done.push(work(item));
    } catch (thrown) {
      if (!isProblem(thrown)) throw thrown;
      faults.push(thrown);
    }
  }
  if (faults.length > 0) throw refusal(faults);
  return done;
}

/** One refusal for a table: each fault with its code, its line and what its sentence needs. */
const refusal = (faults: readonly Problem[]): Problem =>
  new Problem("area.changes_refused", {
    count: faults.length,
    faults: faults.map(({ code, data }) => ({ fault: code, ...data })),
  });
