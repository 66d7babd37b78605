import type { Box } from "#capabilities/sync/words.ts";
import { newId } from "#kernel/id.ts";
import { recorded } from "../language/text.ts";
import type { Filling } from "../visit/filling.ts";
import { boxOf } from "./box.ts";
import { type Change, keysOf, read, readAll } from "./database.ts";
import type { Keep } from "./keep.ts";
import { nameOf } from "./kept.ts";

/*
 * A half-filled visit, sealed a second time for the server alone, beside its draft: where the phone's work is over before
 * the visit was saved, the next director reads what had been found. It is no visit, and nobody can make it one.
 */

const PREFIX = "begun:";
const visit = /\.visit\.([0-9a-f-]{36})$/;

interface Begun {
  readonly id: string;
  readonly box: Box;
}

const isEmpty = ({ answers, spokeWith, otherSpeaker, note, problems, attachments = [] }: Filling): boolean =>
  [...Object.keys(answers), ...spokeWith, ...problems, ...attachments].length === 0 && note + otherSpeaker === "";

/** As the server reads it: what a visit would have said, and that it is only begun. */
export function begunText(keep: Pick<Keep, "files" | "today">, childId: string, filling: Filling): string {
  const { kind, answers, spokeWith, otherSpeaker, note, problems, attachments = [] } = filling;
  const name = keep.files.get(childId)?.state.registry.facts["name"]?.value;
  const pictures = attachments.length > 0 ? recorded("begun.pictures", { n: attachments.length }) : "";
  const body = {
    kind,
    day: keep.today(),
    facts: answers,
    spokeWith: [...spokeWith, otherSpeaker].filter((one) => one !== "").join(recorded("join.names")),
    note: note + pictures,
    problems: problems.map(({ title, solution }) => ({ title, solution })),
  };
  const at = new Date().toISOString();
  return JSON.stringify({ operation: "visit.record", begun: true, childId, name: String(name ?? ""), at, needs: [], body }); // prettier-ignore
}

/** What is written with a draft: its note for the server, under the same id as long as it is half-filled. */
export async function begunWith(keep: Keep, name: string, draft: unknown): Promise<readonly Change[]> {
  const childId = visit.exec(name)?.[1];
  if (childId === undefined) return [];
  const key = PREFIX + name;
  const { filling } = (draft ?? {}) as { readonly filling?: Filling };
  const server = keep.village?.key;
  if (!filling || isEmpty(filling) || server === undefined) return [{ store: "plain", key }];
  const id = ((await read("plain", key)) as Begun | undefined)?.id ?? newId();
  const value: Begun = { id, box: await boxOf(server, id, begunText(keep, childId, filling)) };
  return [{ store: "plain", key, value }];
}

/** The notes of what is half-filled, by the drafts' names; needs no PIN. */
export async function begunHere(): Promise<ReadonlyMap<string, Begun>> {
  const notes = [...(await readAll("plain"))].filter(([key]) => key.startsWith(PREFIX));
  return new Map(notes.map(([key, value]) => [key.slice(PREFIX.length), value as Begun]));
}

/** The server has the note: the draft goes with it. */
export const begunGone = (name: string): Change[] => [
  { store: "plain", key: PREFIX + name },
  { store: "sealed", key: nameOf("draft", name) },
];

/** How many half-filled forms lie here of which the server gets no note: that is told. */
export async function countUntold(): Promise<number> {
  const told = await begunHere();
  const drafts = (await keysOf("sealed")).filter((key) => key.startsWith("draft:") && !/\.reported\./.test(key));
  return drafts.filter((key) => !told.has(key.slice("draft:".length))).length;
}
