import type { QueryResultRow } from "pg";
import { sameValue } from "#kernel/canonical.ts";
import { isProblem } from "#kernel/problem.ts";
import type { SubjectKey } from "#platform/crypto/vault.ts";
import { sql } from "#platform/db/sql.ts";
import { type Machine, replay, snapshotPlace, unborn } from "./chain.ts";
import { entryHash } from "./hash.ts";
import type { Subject, SubjectState } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { readState } from "./state.ts";
import { entryColumns, isErased, keyColumn, keyOf, type Stored, toStored } from "./store.ts";

/** What is wrong with a chain, and where. */
export interface Fault {
  readonly subjectId: string;
  readonly seq: number;
  /**
   * changed: content and hash disagree; broken: does not follow the one before; missing: a number is skipped;
   * tail: the file's head says that there were more, or others; snapshot: the chain is whole, but what is kept of its
   * fold is not what it folds to (a rebuild makes it anew); key: the file's key is gone or altered, and what it says lost.
   */
  readonly what: "changed" | "broken" | "missing" | "tail" | "snapshot" | "key";
}

export interface Verdict {
  readonly entries: number;
  readonly subjects: number;
  readonly faults: readonly Fault[];
}

// What the snapshot holds travels with each entry, so that a cut tail is seen where the chain ends, also while others
// write; the state only once. Times count in whole milliseconds: what lies below would not be in the hash.
const batchAfter = sql`
  select ${entryColumns},
    date_trunc('milliseconds', occurred_at) = occurred_at and date_trunc('milliseconds', recorded_at) = recorded_at as whole,
    head_seq, head_hash, head_child, head_area, case when head_seq = seq then head_state end as head_state,
    case when head_seq = seq then head_sealed end as head_sealed, ${keyColumn("e.subject_id")}
  from entry e left join lateral (
    select s.seq as head_seq, s.hash as head_hash, s.child_id as head_child, s.area as head_area, s.state as head_state,
      s.sealed as head_sealed
    from journal_snapshot s where s.subject_id = e.subject_id
  ) head on true
  where (subject_id, seq) > ($1::uuid, $2) order by subject_id, seq limit $3`;

const bareHeads = sql`
  select s.subject_id from journal_snapshot s
  where not exists (select 1 from entry e where e.subject_id = s.subject_id) order by s.subject_id limit $1`;

const BATCH = 2000;
const FAULTS_MAX = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** The snapshot; its state stands, as it is stored, beside the entry that it was made of, else null. */
interface Head extends Pick<Subject, "seq" | "hash" | "childId" | "area"> {
  readonly state: string | null;
  readonly sealed: Buffer | null;
}

interface Line {
  readonly stored: Stored;
  /** What it is sealed under; null where it lies open, or where the key was destroyed. */
  readonly key: SubjectKey | null;
  /** True where it is sealed and its key should be there. */
  readonly isLost: boolean;
  /** False where a time holds more than its milliseconds. */
  readonly whole: boolean;
  readonly head: Head | null;
}

function headOf(row: QueryResultRow): Head | null {
  if (row.head_seq === null) return null;
  return {
    seq: row.head_seq,
    hash: row.head_hash,
    childId: row.head_child,
    area: row.head_area,
    state: row.head_state,
    sealed: row.head_sealed,
  };
}

/** Null where it was destroyed, or where nobody can unwrap it. */
function readKey(machine: Machine, row: QueryResultRow): SubjectKey | null {
  try {
    return keyOf(machine, row);
  } catch (thrown) {
    if (isProblem(thrown) && (thrown.code === "crypto.damaged" || thrown.code === "crypto.master_unknown")) return null;
    throw thrown;
  }
}

/** A file of before there were keys has one key for all its lines, not one for each. */
function lineReader(machine: Machine): (row: QueryResultRow) => Line {
  let [subjectId, key]: [string, SubjectKey | null] = ["", null];
  return (row) => {
    if (subjectId !== row.subject_id) [subjectId, key] = [row.subject_id, readKey(machine, row)];
    const isLost = row.sealed !== null && (row.wrapped === null || (key === null && !isErased(row)));
    return { stored: toStored(machine, row, key), key, isLost, whole: row.whole, head: headOf(row) };
  };
}

/** The whole journal in the order of its chains, a batch at a time; memory stays flat. As owner. */
export async function* allLines(owner: Queryable, machine: Machine): AsyncGenerator<Line[]> {
  let [subject, seq] = [FIRST, 0];
  const toLine = lineReader(machine);
  for (;;) {
    const { rows } = await owner.query({ name: "journal.walk", text: batchAfter, values: [subject, seq, BATCH] });
    if (rows.length === 0) return;
    const lines = rows.map(toLine);
    const last = lines.at(-1)?.stored.bare;
    if (last) [subject, seq] = [last.subjectId, last.seq];
    yield lines;
  }
}

/** Undefined where nobody could read it: then it is not what the entries fold to, either. */
function stateOf({ folds, vault }: Machine, { state, sealed }: Head, { id, key }: Subject): SubjectState | undefined {
  try {
    if (sealed && !key) return undefined;
    return readState(folds, sealed && key ? vault.open(key, snapshotPlace(id), sealed) : (state ?? ""));
  } catch {
    return undefined;
  }
}

/** One subject's chain while it is walked. */
class Walk {
  readonly #machine: Machine;
  #subject: Subject;
  #head: Line["head"] = null;
  #fault: Fault | undefined;
  #isErased = false;
  constructor(machine: Machine, { stored: { bare }, key }: Line) {
    this.#machine = machine;
    this.#subject = unborn(machine, { id: bare.subjectId, childId: bare.childId, area: bare.area }, key);
  }
  get subjectId(): string {
    return this.#subject.id;
  }
  /** Only the first fault of a subject is named: nothing after it can be trusted anyway. */
  take({ stored, isLost, whole, head }: Line): void {
    if (this.#fault) return;
    this.#head = head;
    const what = this.#faultOf(stored) ?? (isLost ? "key" : whole ? this.#fold(stored) : "changed");
    if (what) this.#fault = { subjectId: this.subjectId, seq: stored.bare.seq, what };
  }
  #faultOf({ bare, text }: Stored): Fault["what"] | undefined {
    if (bare.seq !== this.#subject.seq + 1) return "missing";
    if (bare.prevHash !== this.#subject.hash) return "broken";
    const { hash, ...rest } = bare;
    return entryHash(rest, text) === hash && bare.childId === this.#subject.childId ? undefined : "changed";
  }
  /**
   * An entry that fits its hash and yet cannot be read was not written by this program. Of a file whose key was
   * destroyed the chain alone can be walked, and nothing is left of its state.
   */
  #fold(stored: Stored): Fault["what"] | undefined {
    try {
      const { after } = replay(this.#machine, this.#subject, [stored.open()], stored.isErased || this.#isErased);
      this.#subject = after;
      this.#isErased ||= stored.isErased;
      return undefined;
    } catch {
      return "changed";
    }
  }
  end(): Fault | undefined {
    if (this.#fault) return this.#fault;
    const what = this.#faultOfHead();
    return what && { subjectId: this.subjectId, seq: this.#subject.seq, what };
  }
  #faultOfHead(): Fault["what"] | undefined {
    const head = this.#head;
    const { seq, hash, childId, area, state } = this.#subject;
    if (!head) return "snapshot";
    if (head.seq !== seq || head.hash !== hash) return "tail";
    const kept = stateOf(this.#machine, head, this.#subject);
    const same = head.childId === childId && head.area === area && sameValue(kept, state);
    return same ? undefined : "snapshot";
  }
}

/**
 * Walks every chain from its first entry to its head, folds it, and names the first altered row of each; then holds
 * the fold against the snapshot. As owner; memory stays flat.
 */
export async function verify(
  owner: Queryable,
  machine: Machine,
  onProgress: (entries: number) => void = () => undefined,
): Promise<Verdict> {
  const faults: Fault[] = [];
  let [entries, subjects] = [0, 0];
  let walk: Walk | undefined;
  const close = (): void => {
    if (!walk) return;
    subjects += 1;
    const fault = walk.end();
    if (fault && faults.length < FAULTS_MAX) faults.push(fault);
  };
  for await (const lines of allLines(owner, machine)) {
    for (const line of lines) {
      if (walk?.subjectId !== line.stored.bare.subjectId) {
        close();
        walk = new Walk(machine, line);
      }
      walk.take(line);
    }
    entries += lines.length;
    onProgress(entries);
  }
  close();
  const { rows } = await owner.query(bareHeads, [FAULTS_MAX]);
  faults.push(...rows.map((row): Fault => ({ subjectId: row["subject_id"], seq: 0, what: "tail" })));
  return { entries, subjects, faults };
}
