import type { Id } from "#kernel/id.ts";
import type { Place, SubjectKey } from "#platform/crypto/vault.ts";
import type { Machine } from "./chain.ts";
import type { Queryable } from "./queryable.ts";
import { findKeys } from "./store.ts";

/** A part of a view's row that lies sealed under its file's key. Null where a rebuild has to write the view anew. */
export interface Cell {
  readonly childId: Id;
  readonly place: Place;
  readonly sealed: Buffer | null;
}

/** Runs a question in the transaction that the rows were read in, or in one of its own with the same scope. */
export type Reading = <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;

/**
 * Opens cells: answers their values in the same order. What was opened a moment ago is remembered, so that a list that
 * is asked for again and again neither asks for keys nor decrypts. Errors: crypto.damaged.
 */
export async function openCells(machine: Machine, read: Reading, cells: readonly Cell[]): Promise<unknown[]> {
  const { vault } = machine;
  // asked once: what is opened below may put out what was remembered a moment ago
  const held = cells.map(({ place, sealed }) => (sealed ? vault.shown(place, sealed) : null));
  const closed = cells.filter((_cell, n) => held[n] === undefined);
  const keys = await keysFor(machine, read, new Set(closed.map((cell) => cell.childId)));
  return cells.map(({ childId, place, sealed }, n) => {
    if (!sealed || held[n] !== undefined) return held[n];
    const key = keys.get(childId);
    return key ? vault.show(key, place, sealed) : null;
  });
}

/**
 * Asks for the keys of files whose cells are about to be asked for in the same breath, as far as they are not remembered:
 * one way there and back instead of two. Of files outside the scope there are none.
 */
export async function bringKeys(db: Queryable, machine: Machine, ids: readonly Id[]): Promise<void> {
  await findKeys(db, machine, ids.filter((id) => machine.vault.recall(id) === undefined)); // prettier-ignore
}

async function keysFor(machine: Machine, read: Reading, ids: ReadonlySet<Id>): Promise<Map<Id, SubjectKey>> {
  const keys = new Map<Id, SubjectKey>();
  for (const id of ids) {
    const key = machine.vault.recall(id);
    if (key) keys.set(id, key);
  }
  const missing = [...ids].filter((id) => !keys.has(id));
  if (missing.length > 0) for (const [id, key] of await read((db) => findKeys(db, machine, missing))) keys.set(id, key);
  return keys;
}
