import type pg from "pg";
import type { Entry } from "#kernel/entry.ts";
import { isDerived } from "#kernel/id.ts";
import { type Machine, replay, unborn } from "./chain.ts";
import type { Change, Projection, Subject } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { saveSnapshots } from "./store.ts";
import { allLines } from "./verify.ts";

const SUBJECTS = 500;

/** Steps of a subject: entries that one command wrote together stay together, as they were projected. */
function stepsOf(entries: readonly Entry[]): Entry[][] {
  const steps: Entry[][] = [];
  for (const entry of entries) {
    if (isDerived(entry.id)) steps.at(-1)?.push(entry);
    else steps.push([entry]);
  }
  return steps;
}

/** Replays the first steps of all subjects, then the second ones …: a projection meets each subject once in a batch. */
async function replaySteps(
  db: Queryable,
  machine: Machine,
  projections: readonly Projection[],
  subjects: readonly Entry[][],
): Promise<Subject[]> {
  const lines = subjects.map(stepsOf);
  const heads = new Map<string, Subject>();
  for (let n = 0; ; n += 1) {
    const changes: Change[] = [];
    for (const step of lines.flatMap((steps) => steps.slice(n, n + 1))) {
      const [first] = step;
      if (!first) continue;
      const from = heads.get(first.subjectId) ?? unborn(machine, first.subjectId, first.childId, first.area);
      const change = replay(machine, from, step);
      heads.set(first.subjectId, change.after);
      changes.push(change);
    }
    if (changes.length === 0) return [...heads.values()];
    for (const projection of projections) await projection.project(db, changes, { rebuilding: true });
  }
}

async function project(
  db: Queryable,
  machine: Machine,
  projections: readonly Projection[],
  subjects: readonly Entry[][],
): Promise<void> {
  const heads = await replaySteps(db, machine, projections.filter((one) => one.of === "steps"), subjects); // prettier-ignore
  const changes = heads.map((after): Change => ({ before: null, entries: [], after }));
  await saveSnapshots(db, machine.folds, changes);
  for (const projection of projections)
    if (projection.of === "state") await projection.project(db, changes, { rebuilding: true });
}

/** Whole subjects, some hundred at a time. */
async function* subjectsOf(owner: Queryable): AsyncGenerator<Entry[][]> {
  let group: Entry[][] = [];
  for await (const lines of allLines(owner)) {
    for (const { entry } of lines) {
      if (group.at(-1)?.[0]?.subjectId === entry.subjectId) {
        group.at(-1)?.push(entry);
        continue;
      }
      if (group.length >= SUBJECTS) {
        yield group;
        group = [];
      }
      group.push([entry]);
    }
  }
  if (group.length > 0) yield group;
}

/**
 * Empties every view and writes it anew from the journal, in one transaction: whoever reads sees the old ones until it
 * is done, and a crash leaves them as they were. As owner. Returns the number of subjects.
 */
export async function rebuild(
  owner: pg.Pool,
  machine: Machine,
  projections: readonly Projection[],
  onProgress: (subjects: number) => void = () => undefined,
): Promise<number> {
  const writer = await owner.connect();
  let subjects = 0;
  let failed = false;
  try {
    // no writer may slip between what was read and what is written
    await writer.query("begin");
    await writer.query("lock table entry in share mode");
    await writer.query(
      `truncate journal_snapshot, ${projections.flatMap((projection) => projection.tables).join(", ")}`,
    );
    for await (const group of subjectsOf(writer)) {
      await project(writer, machine, projections, group);
      subjects += group.length;
      onProgress(subjects);
    }
    await writer.query("commit");
  } catch (thrown) {
    failed = true;
    await writer.query("rollback");
    throw thrown;
  } finally {
    writer.release(failed);
  }
  return subjects;
}
