import type pg from "pg";
import type { Entry } from "#kernel/entry.ts";
import { isDerived } from "#kernel/id.ts";
import type { SubjectKey } from "#platform/crypto/vault.ts";
import { type Machine, replay, unborn } from "./chain.ts";
import type { Change, Projection, Subject } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { saveKeys, saveSnapshots } from "./store.ts";
import { allLines } from "./verify.ts";

/** A subject with all it says. Erased: there is a chain, and nothing that anybody could read. */
interface Told {
  readonly key: SubjectKey | null;
  readonly entries: Entry[];
  isErased: boolean;
}

const SUBJECTS = 500;

const how = ({ vault }: Machine) => ({ vault });

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
  subjects: readonly Told[],
): Promise<Subject[]> {
  const lines = subjects.map(({ key, entries }) => ({ key, steps: stepsOf(entries) }));
  const heads = new Map<string, Subject>();
  for (let n = 0; ; n += 1) {
    const changes: Change[] = [];
    for (const { key, steps } of lines) {
      const [first] = steps[n] ?? [];
      if (!first) continue;
      const from = heads.get(first.subjectId) ?? beginning(machine, first, key);
      const change = replay(machine, from, steps[n] ?? []);
      heads.set(first.subjectId, change.after);
      changes.push(change);
    }
    if (changes.length === 0) return [...heads.values()];
    for (const projection of projections) await projection.project(db, changes, { ...how(machine), rebuilding: true });
  }
}

const beginning = (machine: Machine, { subjectId, childId, area }: Entry, key: SubjectKey | null): Subject =>
  unborn(machine, { id: subjectId, childId, area }, key);

/** What is left of erased files: where their chains stand. No view knows them. */
const shells = (machine: Machine, subjects: readonly Told[]): Change[] =>
  subjects.flatMap(({ entries }) => {
    const [first] = entries;
    return first ? [replay(machine, beginning(machine, first, null), entries, true)] : [];
  });

async function project(
  db: Queryable,
  machine: Machine,
  projections: readonly Projection[],
  subjects: readonly Told[],
): Promise<void> {
  const [erased, told] = [subjects.filter((one) => one.isErased), subjects.filter((one) => !one.isErased)];
  const heads = await replaySteps(db, machine, projections.filter((one) => one.of === "steps"), told); // prettier-ignore
  const changes = heads.map((after): Change => ({ before: null, entries: [], after }));
  await saveSnapshots(db, machine, [...changes, ...shells(machine, erased)]);
  await saveKeys(db, changes);
  for (const projection of projections)
    if (projection.of === "state") await projection.project(db, changes, { ...how(machine), rebuilding: true });
}

/** Whole subjects, some hundred at a time. */
async function* subjectsOf(owner: Queryable, machine: Machine): AsyncGenerator<Told[]> {
  let group: Told[] = [];
  for await (const lines of allLines(owner, machine)) {
    for (const { stored, key } of lines) {
      const last = group.at(-1);
      if (last?.entries[0]?.subjectId === stored.bare.subjectId) {
        last.entries.push(stored.open());
        last.isErased ||= stored.isErased;
        continue;
      }
      if (group.length >= SUBJECTS) {
        yield group;
        group = [];
      }
      group.push({ key, entries: [stored.open()], isErased: stored.isErased });
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
    for await (const group of subjectsOf(writer, machine)) {
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
