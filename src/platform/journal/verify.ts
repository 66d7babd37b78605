import type { QueryResultRow } from "pg";
import { type Entry, genesis } from "#kernel/entry.ts";
import { sql } from "#platform/db/sql.ts";
import { entryHash } from "./hash.ts";
import type { Queryable } from "./queryable.ts";
import { entryColumns, toEntry } from "./store.ts";

/** What is wrong with a chain, and where. */
export interface Fault {
  readonly subjectId: string;
  readonly seq: number;
  /**
   * changed: content and hash disagree; broken: does not follow the one before; missing: a number is skipped;
   * tail: the file's head says that there were more, or others.
   */
  readonly what: "changed" | "broken" | "missing" | "tail";
}

export interface Verdict {
  readonly entries: number;
  readonly subjects: number;
  readonly faults: readonly Fault[];
}

// The head that the snapshot holds travels with each entry, so that a cut tail is seen where the chain ends.
const batchAfter = sql`
  select ${entryColumns}, (select s.seq from journal_snapshot s where s.subject_id = e.subject_id) as head_seq,
    (select s.hash from journal_snapshot s where s.subject_id = e.subject_id) as head_hash
  from entry e where (subject_id, seq) > ($1::uuid, $2) order by subject_id, seq limit $3`;

const bareHeads = sql`
  select s.subject_id from journal_snapshot s
  where not exists (select 1 from entry e where e.subject_id = s.subject_id) order by s.subject_id limit $1`;

const BATCH = 2000;
const FAULTS_MAX = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

interface Line {
  readonly entry: Entry;
  readonly head: { readonly seq: number | null; readonly hash: string | null };
}

const toLine = (row: QueryResultRow): Line => ({
  entry: toEntry(row),
  head: { seq: row.head_seq, hash: row.head_hash },
});

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

/** One subject's chain while it is walked. */
class Walk {
  readonly subjectId: string;
  #seq = 0;
  #hash = genesis;
  #head: Line["head"] = { seq: null, hash: null };
  #fault: Fault | undefined;
  constructor(subjectId: string) {
    this.subjectId = subjectId;
  }
  /** Only the first fault of a subject is named: nothing after it can be trusted anyway. */
  take({ entry, head }: Line): void {
    this.#fault ??= this.#faultOf(entry);
    this.#seq = entry.seq;
    this.#hash = entry.hash;
    this.#head = head;
  }
  #faultOf(entry: Entry): Fault | undefined {
    const at = { subjectId: this.subjectId, seq: entry.seq };
    if (entry.seq !== this.#seq + 1) return { ...at, what: "missing" };
    if (entry.prevHash !== this.#hash) return { ...at, what: "broken" };
    const { hash, ...rest } = entry;
    return entryHash(rest) === hash ? undefined : { ...at, what: "changed" };
  }
  end(): Fault | undefined {
    if (this.#fault) return this.#fault;
    const whole = this.#head.seq === this.#seq && this.#head.hash === this.#hash;
    return whole ? undefined : { subjectId: this.subjectId, seq: this.#seq, what: "tail" };
  }
}

/** Walks every chain from its first entry to its head and names the first altered row of each. */
export async function verify(
  owner: Queryable,
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
        walk = new Walk(line.entry.subjectId);
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
