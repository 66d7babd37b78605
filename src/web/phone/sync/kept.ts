import type { Item, ItemState, Outbox, Refusal } from "#engines/outbox/outbox.ts";
import type { AttachmentKind } from "#capabilities/attachment/words.ts";
import type { Me } from "#capabilities/account/words.ts";
import type { Box, Dispute, FileKey, KeptFile, Operation, OwnMatters, Village } from "#capabilities/sync/words.ts";
import { type Day, dayOf } from "#kernel/day.ts";
import type { PolicyShown } from "../session.ts";

/* What a phone keeps, in the shapes in which it lies in the store. */

/** A moment of the phone's clock as the last meeting with the server corrected it. */
export const righted = (at: string, ahead: number): Date => new Date(Date.parse(at) + ahead);

/** The day in China on which it was done: as it says itself, else by the moment at which it was decided. */
export const dayDone = ({ at, body }: Pick<Content, "at" | "body">, ahead: number): Day =>
  (body["day"] as Day | undefined) ?? dayOf(righted(at, ahead));

/** A command as it was decided; sealed in its row. */
export interface Content {
  readonly operation: Operation;
  readonly childId: string;
  /** The child's name: what the list of the unsent calls it, also where its file has gone. */
  readonly name: string;
  /** By the phone's clock. */
  readonly at: string;
  readonly no?: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of an attachment: the key of its bytes, which lie apart (files.ts). */
  readonly file?: FileKey;
}

/** A command on its way into the outbox; `needs`: what must have arrived before it. */
export interface Decided {
  readonly id: string;
  readonly content: Content;
  readonly needs?: readonly string[];
  /** Goes before everything else: a child in danger is reported. */
  readonly urgent?: true;
}

/** A photo or a signature of a half-filled form: its bytes lie on the disk already. */
export interface Attached {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly note: string;
  readonly file: FileKey;
}

/** A row of the outbox. `arrived`: the server has answered for it; it is shown until the file that holds it has come. */
export interface Row {
  readonly no: number;
  readonly needs: readonly string[];
  readonly urgent?: true;
  readonly state: Exclude<ItemState, "sending"> | "arrived";
  readonly refusal?: Refusal;
  /** The command sealed for the server alone (box.ts). */
  readonly box?: Box;
  /** Of a row that arrived: the file's number with it. */
  readonly seq?: number;
}

/** A command with its place. */
export interface Kept extends Row {
  readonly id: string;
  readonly content: Content;
}

/** A fact that two people found differently, waiting for this one's word. */
export interface Question extends Dispute {
  /** `<command> <fact>` */
  readonly id: string;
  readonly childId: string;
  readonly name: string;
  /** Of a verdict: the answer as it was given, to be given again. */
  readonly again?: Content;
}

export const questionOf = (id: string, content: Content, dispute: Dispute): Question => ({
  ...dispute,
  id: `${id} ${dispute.key}`,
  childId: content.childId,
  name: content.name,
  ...(content.operation === "anomaly.verify" && dispute.key.startsWith("anomaly.") && { again: content }),
});

/** Who is here and what the policy calls things, as of the last meeting. */
export interface Standing {
  readonly me: Me;
  readonly policy: PolicyShown;
}

/** The village as of the last meeting. */
export interface VillageShown extends Pick<
  Village,
  "day" | "policy" | "shape" | "evidence" | "asked" | "findings" | "salvaged" | "key"
> {
  /** How far this person's reports have come; none from a server of before there were any. */
  readonly concerns?: Village["concerns"];
  /** What waits for the worker: notices, declarations. None from a server of before there were any. */
  readonly own?: Omit<OwnMatters, "declarations"> & Partial<OwnMatters>;
  /** The server's clock less the phone's, in ms: what a clock that is days off is corrected by. */
  readonly ahead: number;
  /** False until everything has come: a part of a village is shown to nobody as the village. */
  readonly whole: boolean;
  /** Between two parts under another day or policy: the files that have come under it (parts.ts). */
  readonly came?: readonly string[];
  /** When the phone and the server met, by the server's clock. */
  readonly metAt: string;
}

/** What a server of before does not say. */
export const sinceOf = ({ shape, evidence }: Village): Pick<VillageShown, "shape" | "evidence"> => ({
  ...(shape !== undefined && { shape }),
  ...(evidence && { evidence }),
});

/**
 * The day in China by the phone's clock as the last meeting corrected it; never before that meeting, however the clock was
 * set since.
 */
export function todayBy(village: Pick<VillageShown, "ahead" | "metAt"> | undefined, now: number): Day {
  if (!village) return dayOf(new Date(now));
  const [said, met] = [dayOf(new Date(now + village.ahead)), dayOf(new Date(village.metAt))];
  return said < met ? met : said;
}

/** What is for the worker, as the server says it now, or as it was said before where nothing of it has changed. */
export const ownOf = (said: Village["own"] | undefined, held: VillageShown | undefined): Pick<VillageShown, "own"> => {
  const own = said ?? held?.own;
  return own ? { own } : {};
};

export type Files = ReadonlyMap<string, KeptFile>;

export const nameOf = (kind: string, id: string): string => `${kind}:${id}`;
export const splitName = (name: string): [string, string] => {
  const at = name.indexOf(":");
  return [name.slice(0, at), name.slice(at + 1)];
};

/** A row without what only its last state had. */
export const plain = ({ id, no, needs, urgent, box, content }: Kept): Omit<Kept, "state"> => ({
  id,
  no,
  needs,
  ...(urgent && { urgent }),
  ...(box && { box }),
  content,
});

export const stateOf = (item: Item): Pick<Row, "state" | "refusal"> =>
  item.state === "refused" && item.refusal ? { state: "refused", refusal: item.refusal } : { state: "queued" };

/** The machine as it stood when the rows were written: nothing is under way. */
export function boxOf(rows: readonly Kept[]): Outbox {
  const items = rows.flatMap((row): Item[] =>
    row.state === "arrived"
      ? []
      : [
          {
            id: row.id,
            no: row.no,
            needs: row.needs,
            state: row.state,
            ...(row.urgent && { urgent: row.urgent }),
            ...(row.refusal && { refusal: row.refusal }),
          },
        ],
  );
  return { items, next: Math.max(0, ...rows.map((row) => row.no)) + 1 };
}

/** Places are never used twice, not even of rows that wait for their file alone. */
export const nextNo = ({ next }: Outbox, rows: readonly Kept[]): number =>
  Math.max(next, ...rows.map(({ no }) => no + 1));

/** What is reported of a child in danger: it waits for nothing, and its words do not stay on the phone. */
export const isConcern = ({ operation }: Pick<Content, "operation">): boolean => operation.startsWith("concern.");

/** Of these, reports that have arrived: nothing of them waits for a file, and nothing of them is kept. */
export const toldIn = (rows: readonly Kept[]): string[] =>
  rows.flatMap(({ id, state, content }) => (state === "arrived" && isConcern(content) ? [id] : []));

/** What the worker does as a worker, on no file: once arrived, it is shown by what the server says of the own matters. */
export const isOwn = (content: Pick<Content, "operation" | "no">): boolean =>
  ["notice.read", "declaration.refuse", "training.take"].includes(content.operation) || isListed(content);

/** Whether a command that arrived is in the file as the phone holds it (`held`: its number), or the file has left (0: for another village). */
export function isOver({ state, seq = 0, content }: Kept, held: number | undefined, gone: readonly string[]): boolean {
  if (state !== "arrived") return false;
  return isOwn(content) || seq === 0 || gone.includes(content.childId) || (held !== undefined && held >= seq);
}

/** An answer to a list's line whose child has no file: it has no number within one. */
export const isListed = ({ operation, no }: Pick<Content, "operation" | "no">): boolean =>
  operation === "anomaly.verify" && no === undefined;

/** The registration of the same child, where it has not arrived: nothing of the child means anything before it. */
export const openingOf = (rows: readonly Kept[], content: Content): string[] =>
  isConcern(content) ? [] : registrationOf(rows, content);

/** Of an answer that names the file of a child: that one too. */
const registrationOf = (rows: readonly Kept[], { childId, body }: Content): string[] =>
  rows.flatMap(({ id, state, content }) =>
    [childId, body["childId"]].includes(content.childId) &&
    content.operation === "registry.register" &&
    state !== "arrived"
      ? [id]
      : [],
  );
