import type { Id } from "#kernel/id.ts";

/*
 * What a phone has decided and the server has not yet confirmed: a pure machine. Whoever keeps the items keeps their
 * contents beside them; here only their order and what became of each matters.
 *
 *   put ──▶ queued ──take──▶ sending ──settle──▶ gone (a receipt)
 *             ▲                 │  │
 *             ├── lost, later ──┘  └──▶ refused ──again──▶ queued
 *             └──────────────────────────────┘      └─giveUp─▶ gone (by a person's word alone)
 *             └─takeBack─▶ gone (the same, before it is sent)
 *
 * What can never happen: an item that goes without a receipt or a person's word; an item that overtakes one it needs. An
 * urgent item (a child in danger is reported) goes before all others that wait.
 */

export type ItemState = "queued" | "sending" | "refused";

/** Why an item was refused, as a program and as a person read it. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  /** What is there already, where that is why: the file of the same child. */
  readonly childId?: Id | undefined;
}

export interface Item {
  /** The command's own id, made where the command was made. */
  readonly id: Id;
  /** Place in the order of this device; never used twice. */
  readonly no: number;
  /** Items that must have arrived before this one means anything: the registration before the visit. */
  readonly needs: readonly Id[];
  /** Goes before everything that is not, whatever its place. */
  readonly urgent?: true;
  readonly state: ItemState;
  /** Present where state is "refused". */
  readonly refusal?: Refusal;
}

export interface Outbox {
  /** In the order of `no`. */
  readonly items: readonly Item[];
  readonly next: number;
}

/** What the server says of one item. A receipt is the only word after which an item may go. */
export type Answer =
  | { readonly id: Id; readonly kind: "receipt" }
  | ({ readonly id: Id; readonly kind: "refused" } & Refusal)
  /** The server could not just now (later), or one that it needs was refused (held): nothing was stored. */
  | { readonly id: Id; readonly kind: "later" | "held" };

export const emptyOutbox: Outbox = { items: [], next: 1 };

const kept = ({ id, needs, urgent }: Pick<Item, "id" | "needs" | "urgent">) => ({
  id,
  needs,
  ...(urgent && { urgent }),
});

/** Adds a command behind all others. The same id again changes nothing. */
export function put(box: Outbox, command: Pick<Item, "id" | "needs" | "urgent">): Outbox {
  if (box.items.some((item) => item.id === command.id)) return box;
  const item: Item = { ...kept(command), no: box.next, state: "queued" };
  return { items: [...box.items, item], next: box.next + 1 };
}

/** Refused, and kept by the server for whoever has the child by now: what needs it may go. */
export const isPassedOn = ({ state, refusal }: Pick<Item, "state" | "refusal">): boolean =>
  state === "refused" && refusal?.code === PASSED_ON;

/** The refusal after which the server holds what was sent, as its answer says it. */
export const PASSED_ON = "sync.child_moved";

/** Ids that cannot go now: refused and unready ones, and whatever needs one of them, however far down. */
function blocked(box: Outbox, unready: ReadonlySet<Id>): ReadonlySet<Id> {
  const stuck = new Set<Id>(unready);
  for (const item of box.items) {
    if ((item.state === "refused" && !isPassedOn(item)) || item.needs.some((id) => stuck.has(id))) stuck.add(item.id);
  }
  return stuck;
}

/** Urgent items that overtake none that they need. */
function ahead({ items }: Outbox): ReadonlySet<Id> {
  const here = new Set(items.map(({ id }) => id));
  const first = new Set<Id>();
  for (const { id, urgent, needs } of items)
    if (urgent && needs.every((need) => first.has(need) || !here.has(need))) first.add(id);
  return first;
}

/**
 * The next items to send, urgent ones first, each in order; none while others are under way: one batch at a time keeps the order.
 * unready: items that cannot go yet (a photo that is still on its way), passed by with whatever needs them.
 */
export function take(
  box: Outbox,
  most: number,
  unready: ReadonlySet<Id> = new Set(),
): { readonly box: Outbox; readonly batch: readonly Item[] } {
  if (box.items.some((item) => item.state === "sending")) return { box, batch: [] };
  const stuck = blocked(box, unready);
  const ready = box.items.filter((item) => item.state === "queued" && !stuck.has(item.id));
  const first = ahead(box);
  const batch = [...ready.filter(({ id }) => first.has(id)), ...ready.filter(({ id }) => !first.has(id))].slice(
    0,
    most,
  );
  const taken = new Set(batch.map((item) => item.id));
  const items = box.items.map((item): Item => (taken.has(item.id) ? { ...item, state: "sending" } : item));
  return { box: { ...box, items }, batch };
}

const waiting = (item: Item): Item => ({ ...kept(item), no: item.no, state: "queued" });

/** Nobody knows whether the batch arrived (no answer, a page of somebody else's, a killed program): it goes out again. */
export const lost = (box: Outbox): Outbox => ({
  ...box,
  items: box.items.map((item) => (item.state === "sending" ? waiting(item) : item)),
});

const refusalOf = ({ code, sentence, childId }: Refusal): Refusal => ({
  code,
  sentence,
  ...(childId !== undefined && { childId }),
});

/**
 * Takes the answers to a batch, each for its own item; what was sent and got no answer goes out again. An answer to an
 * item that is not here any more says nothing; a refusal counts only for what is under way.
 */
export function settle(box: Outbox, answers: readonly Answer[]): Outbox {
  const said = new Map(answers.map((answer) => [answer.id, answer]));
  const items = box.items.flatMap((item): Item[] => {
    const answer = said.get(item.id);
    if (answer?.kind === "receipt") return [];
    if (item.state !== "sending") return [item];
    if (answer?.kind !== "refused") return [waiting(item)];
    return [{ ...item, state: "refused", refusal: refusalOf(answer) }];
  });
  return { ...box, items };
}

/** A person wants a refused item tried once more, under the same id: nothing was stored under it. */
export const again = (box: Outbox, id: Id): Outbox => ({
  ...box,
  items: box.items.map((item) => (item.id === id && item.state === "refused" ? waiting(item) : item)),
});

const NEEDS_GONE = "outbox.needs_gone";

/**
 * A person lets go of a refused item; what needed it is refused with `outbox.needs_gone`, and stays in sight. What the server
 * has kept is needed by nothing any more.
 */
export function giveUp(box: Outbox, id: Id): Outbox {
  const gone = box.items.find((item) => item.id === id);
  if (gone?.state !== "refused") return box;
  const items = box.items
    .filter((item) => item.id !== id)
    .map((item): Item => {
      if (!item.needs.includes(id) || isPassedOn(gone)) return item;
      return { ...item, state: "refused", refusal: { code: NEEDS_GONE, sentence: "" } };
    });
  return { ...box, items };
}

/**
 * A person says that what a refused item was for is there already: it goes, and these, which waited for it or were
 * refused for its sake, wait without it. What is under way is not touched.
 */
export function carry(box: Outbox, gone: Id, ids: readonly Id[]): Outbox {
  const items = box.items
    .filter((item) => item.id !== gone || item.state !== "refused")
    .map((item): Item => {
      if (!ids.includes(item.id) || item.state === "sending") return item;
      return { ...waiting(item), needs: item.needs.filter((id) => id !== gone) };
    });
  return { ...box, items };
}

/** A person takes back what waits: a photo that should not go. What is under way, or needed by another, stays. */
export function takeBack(box: Outbox, id: Id): Outbox {
  const found = box.items.find((item) => item.id === id);
  if (found?.state !== "queued" || box.items.some(({ needs }) => needs.includes(id))) return box;
  return { ...box, items: box.items.filter((item) => item !== found) };
}

/** How many things the server has not confirmed, refused ones included: what is always in view. */
export const unsent = (box: Outbox): number => box.items.length;

const STEP_MS = 2_000;
const MOST_MS = 300_000;

/** How long to wait after so many failures in a row, in ms; chance (0 to 1) keeps a county's phones from coming at once. */
export function waitAfter(failures: number, chance: number): number {
  const full = Math.min(MOST_MS, STEP_MS * 2 ** Math.min(failures, 20));
  return Math.round(full * (0.5 + chance / 2));
}
