import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { findAnswers, unregisteredOf } from "#capabilities/anomaly/index.ts";
import { fileOf, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { pageOf } from "#platform/http/page.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { Problem } from "#kernel/problem.ts";
import { getList } from "./actions.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { type LineText, openRow, saidOf, wordsOf } from "./kept.ts";
import { fields } from "./lines.ts";
import { type ComparisonWorld, keyOf } from "./run.ts";
import { type KeptRow, listRows } from "./store.ts";
import type { RowShown, RowsPage } from "./words.ts";

interface Answer {
  readonly verdict: string | null;
  readonly answeredOn: string | null;
}

interface Asked {
  readonly fate?: RowShown["fate"] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const none: Answer = { verdict: null, answeredOn: null };

/** Who of the ledger it may be: for whoever may see the file. */
function childOf(subject: Subject | undefined, { words, kin = [] }: LineText): RowShown["child"] {
  // sealed and deleted files are opened elsewhere, for a reason (个人信息保护法 47)
  if (!subject || keepingOf(subject).sealed || keepingOf(subject).deleted !== undefined) return null;
  const values = unsealedValues(fileOf(subject).facts);
  const known = Object.fromEntries(fields.map(({ key }) => [key, values[key]]));
  const name = String(values["name"] ?? "");
  const parents = kin
    .filter(({ childId }) => childId === subject.id)
    .map(({ role }) => ({
      label: factByKey.get(`${role}.name`)?.zh ?? role,
      text: String(values[`${role}.name`] ?? ""),
    }));
  const said = [{ label: "姓名", text: name }, ...parents, ...wordsOf(known)];
  return { childId: subject.id, area: subject.area, words, said };
}

/**
 * Lines of a list that somebody has to look at, with what became of them. A department reads its own lines and the
 * answers, and nobody's file. Errors: comparison.list_unknown (404).
 */
export async function rowsOf(world: ComparisonWorld, actor: Actor, listId: Id, asked: Asked): Promise<RowsPage> {
  const list = await getList(world, actor, listId);
  if (asked.after !== undefined && !/^\d{1,8}$/.test(asked.after)) throw new Problem("http.input_invalid", { path: "after" }, 400);
  const page = { fate: asked.fate, after: Number(asked.after ?? 0), limit: asked.limit + 1 };
  const read = await inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const rows = await listRows(db, listId, page);
      const ids = [...new Set(rows.flatMap(({ childId }) => (childId === null ? [] : [childId])))];
      const answers = await findAnswers(db, list.kind, ids);
      const strangers = await unregisteredOf(db, listId);
      const files = actor.post === "department" ? new Map<Id, Subject>() : await world.journal.find(db, ids);
      return { rows, answers, strangers, files };
    },
    { readOnly: true },
  );
  // the lines are gone with their term, and so is their key
  if (list.erasedAt !== null) return { lines: [], next: null };
  const key = await keyOf(world, list);
  const { vault } = world.journal.machine;
  const strangers = new Map(read.strangers.map(({ row, verdict, closedOn }) => [row, { verdict, answeredOn: closedOn }]));
  const answerOf = ({ n, childId, finding }: KeptRow): Answer => {
    if (finding === "unregistered") return strangers.get(n) ?? none;
    // the latest of this child and kind of finding
    const last = read.answers.findLast((one) => one.childId === childId && one.finding === finding);
    return last ? { verdict: last.verdict, answeredOn: last.closedOn } : none;
  };
  const shown = (row: KeptRow): RowShown => {
    const text = openRow(vault, key, listId, row);
    const subject = row.childId === null ? undefined : read.files.get(row.childId);
    const { n, fate, finding, probability } = row;
    return {
      n, place: text.place, name: text.name, fate, faults: [...text.faults], finding, probability, ...answerOf(row),
      said: saidOf(text), child: childOf(subject, text), decisions: actor.post === "department" ? [] : [...row.decisions],
    };
  };
  const { lines, next } = pageOf(read.rows, asked.limit, (row) => [row.n]);
  return { lines: lines.map(shown), next };
} // prettier-ignore
