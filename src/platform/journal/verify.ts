import type { QueryResultRow } from "pg";
import { sameValue } from "#kernel/canonical.ts";
import type { Entry } from "#kernel/entry.ts";
import { sql } from "#platform/db/sql.ts";
import { type Machine, replay, unborn } from "./chain.ts";
import { entryHash } from "./hash.ts";
import type { Fold, Subject, SubjectState } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { readState } from "./state.ts";
import { entryColumns, toEntry } from "./store.ts";

/** What is wrong with a chain, and where. */
export interface Fault {
  readonly subjectId: string;
  readonly seq: number;
  /**
   * changed: content and hash disagree; broken: does not follow the one before; missing: a number is skipped;
   * tail: the file's head says that there were more, or others; snapshot: the chain is whole, but what is kept of its
   * fold is not what it folds to (a rebuild makes it anew).
   */
  readonly what: "changed" | "broken" | "missing" | "tail" | "snapshot";
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
    (select jsonb_build_object('seq', s.seq, 'hash', s.hash, 'childId', s.child_id, 'area', s.area,
        'state', case when s.seq = e.seq then s.state end)
      from journal_snapshot s where s.subject_id = e.subject_id) as head
  from entry e where (subject_id, seq) > ($1::uuid, $2) order by subject_id, seq limit $3`;

const bareHeads = sql`
  select s.subject_id from journal_snapshot s
  where not exists (select 1 from entry e where e.subject_id = s.subject_id) order by s.subject_id limit $1`;

const BATCH = 2000;
const FAULTS_MAX = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

interface Line {
  readonly entry: Entry;
  /** False where a time holds more than its milliseconds. */
  readonly whole: boolean;
  /** The snapshot; its state, as text, stands beside the entry that it was made of, else null. */
  readonly head: (Pick<Subject, "seq" | "hash" | "childId" | "area"> & { readonly state: string | null }) | null;
}

const toLine = (row: QueryResultRow): Line => ({ entry: toEntry(row), whole: row.whole, head: row.head });

/** The whole journal in the order of its chains, a batch at a time; memory stays flat. As owner. */
export async function* allLines(owner: Queryable): AsyncGenerator<Line[]> {
  let [subject, seq] = [FIRST, 0];
  for (;;) {
    const { rows } = await owner.query({ name: "journal.walk", text: batchAfter, values: [subject, seq, BATCH] });
    if (rows.length === 0) return;
    const lines = rows.map(toLine);
    const last = lines.at(-1)?.entry;
    if (last) [subject, seq] = [last.subjectId, last.seq];
    yield lines;
  }
}

/** Undefined where nobody could read it: then it is not what the entries fold to, either. */
function stateOf(folds: readonly Fold[], text: string): SubjectState | undefined {
  try {
    return readState(folds, text);
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
  constructor(machine: Machine, { subjectId, childId, area }: Entry) {
    this.#machine = machine;
    this.#subject = unborn(machine, subjectId, childId, area);
  }
  get subjectId(): string {
    return this.#subject.id;
  }
  /** Only the first fault of a subject is named: nothing after it can be trusted anyway. */
  take({ entry, whole, head }: Line): void {
    if (this.#fault) return;
    this.#head = head;
    const what = this.#faultOf(entry) ?? (whole ? this.#fold(entry) : "changed");
    if (what) this.#fault = { subjectId: this.subjectId, seq: entry.seq, what };
  }
  #faultOf(entry: Entry): Fault["what"] | undefined {
    if (entry.seq !== this.#subject.seq + 1) return "missing";
    if (entry.prevHash !== this.#subject.hash) return "broken";
    const { hash, ...rest } = entry;
    return entryHash(rest) === hash && entry.childId === this.#subject.childId ? undefined : "changed";
  }
  /** An entry that fits its hash and yet cannot be read was not written by this program. */
  #fold(entry: Entry): Fault["what"] | undefined {
    try {
      this.#subject = replay(this.#machine, this.#subject, [entry]).after;
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
    const kept = stateOf(this.#machine.folds, head.state ?? "");
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
  for await (const lines of allLines(owner)) {
    for (const line of lines) {
      if (walk?.subjectId !== line.entry.subjectId) {
        close();
        walk = new Walk(machine, line.entry);
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
