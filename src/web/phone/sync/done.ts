import { factByKey } from "#capabilities/registry/facts.ts";
import type { SentAnswer } from "#capabilities/sync/words.ts";
import { type Outbox, PASSED_ON } from "#engines/outbox/outbox.ts";
import type { Day } from "#kernel/day.ts";
import { type Content, dayDone, isConcern, type Kept, plain, type Question, questionOf, stateOf } from "./kept.ts";

/*
 * 今天已做: what was done on this phone stays in sight until China's day ends, also once the server has it. What waits is
 * read from the outbox; of what arrived a copy stays, sealed as all else here is.
 */

/** `pictures`: it has arrived itself, and a photo or a signature of it has not. */
export type DoneState = "waits" | "refused" | "pictures" | "sent";

export interface Done {
  readonly id: string;
  readonly content: Content;
  readonly state: DoneState;
}

type Copies = ReadonlyMap<string, Content>;

/** A picture belongs to what it was taken for, a receipt is no work. */
const isWork = ({ operation }: Content): boolean => !/^attachment\.|^concern\.attach|^notice\./.test(operation);

/** What opens only for a purpose, and leaves a trace, is read in the file and not out of a copy here. */
const shownFact = ([key, value]: [string, unknown]): [string, unknown] => {
  const { cls = "sealed" } = factByKey.get(key) ?? {};
  return [key, cls === "sensitive" || cls === "sealed" ? "••••" : value];
};

/** What is read of it that day and no more: of a child in danger not even whose it was (`isConcern`). */
export function doneOf(content: Content): Content {
  const { operation, at, childId, name, no, body } = content;
  if (isConcern(content)) return { operation, at, childId: "", name: "", body: {} };
  const { day, kind, note, problems, courseId } = body;
  const facts = Object.fromEntries(Object.entries(body["facts"] ?? {}).map(shownFact));
  const read = { day, kind, note, problems, courseId, ...(operation === "visit.record" && { facts }) };
  return { operation, at, childId, name, ...(no !== undefined && { no }), body: read };
}

/** Rows of this answer that arrived and are work of today: their copies are written with the answer. */
export const worthKeeping = (rows: readonly Kept[], today: Day, ahead: number): readonly Kept[] =>
  rows.filter(({ state, content }) => state === "arrived" && isWork(content) && dayDone(content, ahead) === today);

/** Copies whose day is over, or whose child this phone holds no longer: they go. */
export function outlived(done: Copies, today: Day, ahead: number, gone: readonly string[]): string[] {
  const isOut = ({ childId, ...content }: Content): boolean =>
    dayDone(content, ahead) !== today || gone.includes(childId);
  return [...done].flatMap(([id, content]) => (isOut(content) ? [id] : []));
}

/** What went on with a child to another village was received: that is no refusal to be seen to. */
function stateOfRow({ id, state, refusal }: Kept, rows: readonly Kept[]): DoneState {
  if (state === "refused") return refusal?.code === PASSED_ON ? "sent" : "refused";
  if (state !== "arrived") return "waits";
  return hasPictures(id, rows) ? "pictures" : "sent";
}

const hasPictures = (id: string, rows: readonly Kept[]): boolean =>
  rows.some(({ needs, content, state }) => content.file !== undefined && state !== "arrived" && needs.includes(id));

/** An id begins with the moment at which it was made: of one form the later line is the later one. */
const orderOf = ({ id, content }: Done): string => `${content.at} ${id}`;

/** The latest first. */
export function doneToday(done: Copies, commands: readonly Kept[], today: Day, ahead: number): readonly Done[] {
  const sent = [...done].map(([id, content]): Done => ({
    id,
    content,
    state: hasPictures(id, commands) ? "pictures" : "sent",
  }));
  const here = commands.map((row): Done => ({ id: row.id, content: row.content, state: stateOfRow(row, commands) }));
  const known = new Set(here.map(({ id }) => id));
  return (
    [...here, ...sent.filter(({ id }) => !known.has(id))]
      .filter(({ content }) => isWork(content) && dayDone(content, ahead) === today)
      // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
      .sort((one, other) => (orderOf(one) < orderOf(other) ? 1 : -1))
  );
}

/** What a row becomes by the server's answer to it; none where nothing changes. */
export function afterAnswer(row: Kept | undefined, answer: SentAnswer, { items }: Outbox): Kept[] {
  if (!row || row.state === "arrived") return [];
  if (answer.kind === "receipt") return [{ ...plain(row), state: "arrived", seq: answer.seq }];
  const item = items.find((one) => one.id === answer.id);
  return item?.state === "refused" ? [{ ...plain(row), ...stateOf(item) }] : [];
}

export function askedBack(row: Kept | undefined, answer: SentAnswer): Question[] {
  if (answer.kind !== "receipt" || !row) return [];
  return answer.disputed.map((dispute) => questionOf(answer.id, row.content, dispute));
}
