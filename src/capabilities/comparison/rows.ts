import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { pageOf } from "#platform/http/page.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { Problem } from "#kernel/problem.ts";
import { getList } from "./actions.ts";
import { answersOf, childrenOf } from "./answers.ts";
import { type LineText, openRow, saidOf, wordsOf, wordsOfParent } from "./kept.ts";
import { fields } from "./lines.ts";
import { knownOfParent, roleNames } from "./parents.ts";
import { type ComparisonWorld, keyOf } from "./run.ts";
import { listRows } from "./store.ts";
import type { RowShown, RowsPage } from "./words.ts";

interface Asked {
  readonly fate?: RowShown["fate"] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

type Said = RowShown["said"];

/** What a file says of its child, in words; sealed and deleted files are opened elsewhere, for a reason (个人信息保护法 47). */
function openFile(subject: Subject | undefined) {
  if (!subject || keepingOf(subject).sealed || keepingOf(subject).deleted !== undefined) return undefined;
  const values = unsealedValues(fileOf(subject).facts);
  return { childId: subject.id, area: subject.area, values, name: String(values["name"] ?? "") };
}

type OpenFile = NonNullable<ReturnType<typeof openFile>>;

/** Of a child what a line may say of it. */
const saidOfChild = ({ name, values }: OpenFile): Said => [
  { label: "姓名", text: name },
  ...wordsOf(Object.fromEntries(fields.map(({ key }) => [key, values[key]]))),
];

/** Of a parent, under the names that the line has: like beside like. */
function saidOfParentIn({ values }: OpenFile, role: keyof typeof roleNames, { facts }: LineText): Said {
  const { name, who, rest } = knownOfParent(values, role, Object.keys(facts ?? {}));
  return [{ label: "姓名", text: name }, ...wordsOf(who), ...wordsOfParent(rest)];
}

/** Who of the ledger it may be: for whoever may see the file. */
function childOf(files: ReadonlyMap<Id, Subject>, childId: Id | null, text: LineText): RowShown["child"] {
  const { words, kin = [] } = text;
  const of = kin.flatMap((one) => {
    const file = openFile(files.get(one.childId));
    return file ? [{ ...one, file }] : [];
  });
  const [first] = of;
  const file = first ? first.file : childId === null ? undefined : openFile(files.get(childId));
  if (!file) return null;
  return {
    childId: file.childId, area: file.area, words,
    said: first ? saidOfParentIn(file, first.role, text) : saidOfChild(file),
    of: of.map((one) => ({ childId: one.childId, name: one.file.name, parent: roleNames[one.role] })),
  };
} // prettier-ignore

/**
 * Lines of a list that somebody has to look at, with what became of them. A department reads its own lines and the
 * answers, and nobody's file. Errors: comparison.list_unknown (404).
 */
export async function rowsOf(world: ComparisonWorld, actor: Actor, listId: Id, asked: Asked): Promise<RowsPage> {
  const list = await getList(world, actor, listId);
  if (asked.after !== undefined && !/^\d{1,8}$/.test(asked.after)) throw new Problem("http.input_invalid", { path: "after" }, 400);
  // the lines are gone with their term, and so is their key
  if (list.erasedAt !== null) return { lines: [], next: null };
  const page = { fate: asked.fate, after: Number(asked.after ?? 0), limit: asked.limit + 1 };
  const rows = await inScope(world.pool, actor.scope, (db) => listRows(db, listId, page), { readOnly: true });
  const { lines, next } = pageOf(rows, asked.limit, (row) => [row.n]);
  const key = await keyOf(world, list);
  const { vault } = world.journal.machine;
  const opened = lines.map((row) => ({ row, text: openRow(vault, key, listId, row) }));
  const answers = await answersOf(world, actor, list, opened);
  const isDepartment = actor.post === "department";
  const ids = isDepartment ? [] : [...new Set(opened.flatMap(childrenOf))];
  const files = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, ids), { readOnly: true });
  const nameOf = (childId: Id | null): { childId: Id; name: string } | null => {
    const file = childId === null ? undefined : openFile(files.get(childId));
    return file ? { childId: file.childId, name: file.name } : null;
  };
  const shown = (one: (typeof opened)[number]): RowShown => {
    const { row: { n, fate, finding, probability, childId, decisions }, text } = one;
    return {
      n, place: text.place, name: text.name, fate, faults: [...text.faults], finding, probability,
      answers: answers(one).map(({ verdict, answeredOn, childId: whose }) => ({ verdict, answeredOn, child: nameOf(whose) })),
      said: saidOf(text), child: childOf(files, childId, text), decisions: isDepartment ? [] : [...decisions],
    };
  };
  return { lines: opened.map(shown), next };
} // prettier-ignore

/** Whose files a page shows something of. */
export const seenOn = ({ lines }: RowsPage): Id[] =>
  lines.flatMap(({ child, answers }) => [
    ...(child ? [child.childId, ...child.of.map((one) => one.childId)] : []),
    ...answers.flatMap((answer) => (answer.child ? [answer.child.childId] : [])),
  ]);
