import { waitAfter } from "#engines/outbox/outbox.ts";
import type { Box, Salvage, Salvaged } from "#capabilities/sync/words.ts";
import { ask } from "../server.ts";
import { isUrgentWaiting } from "../urgent/waiting.ts";
import { begunGone, begunHere, countUntold } from "./begun.ts";
import { base64Of } from "./box.ts";
import { type Change, eraseAll, keysOf, read, readAll, write } from "./database.ts";
import type { Row } from "./kept.ts";
import { findLock } from "./vault.ts";

/** How a phone's work ended, and what became of what it still held. */
export interface Gone {
  readonly over: Salvaged["over"];
  readonly handedTo: string | null;
  /** Commands that were unsent, and are with the server now. */
  readonly saved: number;
  /** Half-filled visits of which the server has a note now, and half-filled forms of which it has none. */
  readonly told: number;
  readonly untold: number;
}

interface Boxed {
  readonly id: string;
  readonly box: Box;
  readonly file?: string;
}

const PART = 10;

/**
 * The next ones to go, by tens; a picture goes alone, and after what has none: beside its box it is as much as the server
 * takes in a message. Its bytes go as they lie here, the box holds their key.
 */
async function parcelOf(boxes: readonly Boxed[]): Promise<readonly Boxed[]> {
  const files = new Set(await keysOf("files"));
  const plain = boxes.filter(({ id }) => !files.has(id));
  const [first] = boxes;
  if (plain.length > 0 || !first) return plain.slice(0, PART);
  const file = (await read("files", first.id)) as ArrayBuffer | undefined;
  return [file ? { ...first, file: base64Of(file) } : first];
}

const isSalvaged = (body: unknown): body is Salvaged =>
  typeof body === "object" && body !== null && Array.isArray((body as { kept?: unknown }).kept);

const TRIES = 5;

/** Undefined where the server says no, or nobody has answered in so many tries. */
async function send(
  boxes: readonly Boxed[],
  rest: number,
  locked: boolean,
  tries: number,
  keeper: Pick<Salvage, "personId" | "area">,
): Promise<Salvaged | undefined> {
  for (let failures = 0; failures < tries; failures += 1) {
    if (failures > 0) await new Promise((resolve) => setTimeout(resolve, waitAfter(failures, Math.random())));
    const answer = await ask<unknown>("POST", "/api/sync/salvage", {
      boxes,
      rest,
      locked,
      ...keeper,
    });
    if (answer.kind === "refused") return undefined;
    if (answer.kind === "ok") return isSalvaged(answer.body) ? answer.body : undefined;
  }
  return undefined;
}

const SAVED = "farewell.saved";

/** How many are with the server by now, over all the times that this phone began to leave. */
const savedBefore = async (): Promise<number> => Number((await read("plain", SAVED)) ?? 0);

/** What the server keeps need not go again, however often the signal goes: it leaves the phone one by one. */
async function forget(parcel: readonly Boxed[], saved: number): Promise<void> {
  const drafts = await begunHere();
  const ids = new Set(parcel.map(({ id }) => id));
  const begun = [...drafts].flatMap(([name, { id }]) => (ids.has(id) ? begunGone(name) : []));
  const gone = parcel.flatMap(({ id }): Change[] => [
    { store: "outbox", key: id },
    { store: "files", key: id },
  ]);
  await write([...gone, ...begun, { store: "plain", key: SAVED, value: saved }]);
}

/** What waits, in order, as it was sealed for the server; then what is half-filled. */
async function waiting(): Promise<readonly { readonly id: string; readonly box?: Box }[]> {
  const rows = [...(await readAll("outbox"))].map(([id, row]) => ({ id, ...(row as Row) }));
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
  const unsent = rows.filter((row) => row.state !== "arrived").sort((a, b) => a.no - b.no);
  return [...unsent, ...(await begunHere()).values()];
}

/**
 * A report that somebody sealed here without being in is nobody's village's: where it cannot go now, the village is erased
 * and the browser is not emptied, which would lose it.
 */
async function sealedGone(): Promise<boolean> {
  if (isUrgentWaiting()) await import("../urgent/sending.ts").then(({ sendUrgent }) => sendUrgent()).catch(() => undefined);
  return !isUrgentWaiting();
} // prettier-ignore

/** Whose village lies here: the phone may have been enrolled for somebody else, whose own work on it is over. */
async function keeperHere(): Promise<Pick<Salvage, "personId" | "area">> {
  const lock = await findLock();
  return lock ? { personId: lock.personId, ...(lock.area !== undefined && { area: lock.area }) } : {};
}

async function leave(locked: boolean): Promise<Gone | undefined> {
  let [saved, told] = [await savedBefore(), 0];
  const [keeper, untold] = await Promise.all([keeperHere(), countUntold()]);
  for (let said: Salvaged | undefined; ;) {
    const rows = await waiting(); // anew each time: whoever is in may save more while the last ones go out
    const left = rows.flatMap(({ id, box }) => (box ? [{ id, box }] : []));
    if (left.length < rows.length && !locked) return undefined;
    const part = said ? await parcelOf(left) : []; // before anything is sent
    const notes = new Set([...(await begunHere()).values()].map(({ id }) => id));
    const begun = part.filter(({ id }) => notes.has(id)).length;
    // the answer to a rest of none empties the browser: that is asked when nothing is left, and on its own
    const isLast = left.length === 0;
    const rest = isLast && (await sealedGone()) ? 0 : Math.max(1, left.length - part.length);
    // whether it is over is asked once: the next one to ask may know that the key is destroyed
    said = await send(part, rest, locked, said ? TRIES : 1, keeper);
    if (!said || part.some(({ id }) => !said?.kept.includes(id))) return undefined;
    told += begun;
    saved += part.length - begun;
    if (part.length > 0) await forget(part, saved);
    if (!isLast) continue;
    await eraseAll();
    return { over: said.over, handedTo: said.handedTo, saved, told, untold };
  }
}

let leaving: Promise<Gone | undefined> | undefined;

/**
 * Asks whether this phone's work is over: it was taken out of use, its village has another director, or its key is
 * destroyed. Then what waits goes to the server, and when the server has it all, everything on the phone is erased. It
 * needs no PIN. Undefined where the phone may work on, or nobody answers. Asked twice at once it leaves once: the end of
 * one leave-taking would take what the other still sends.
 */
export function farewell(locked: boolean): Promise<Gone | undefined> {
  leaving ??= leave(locked).finally(() => {
    leaving = undefined;
  });
  return leaving;
}
