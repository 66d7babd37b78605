import { v7 } from "uuid";

/** A UUIDv7, lower case: made where the thing is made (phone, desk, import), so that sending twice stores once. */
export type Id = string;

// Version 8 is ours alone (derivedId): nobody may send one.
const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const newId = (): Id => v7();

export const isId = (text: unknown): text is Id => typeof text === "string" && shape.test(text);

/**
 * The id of the n-th entry that one command makes (n >= 1; the first entry carries the command's own id).
 * Derived, not drawn, so that a command repeated after a lost answer makes the same ids and stores nothing twice.
 *
 * Shape: a UUID of version 8 whose last 12 bits before the variant hold n. Errors: n outside 1..4094.
 */
export function derivedId(command: Id, n: number): Id {
  if (!Number.isInteger(n) || n < 1 || n > 4094) throw new Error(`derivedId: ${n} is not in 1..4094`);
  const hex = command.replaceAll("-", "");
  const mixed = (parseInt(hex.slice(13, 16), 16) + n) % 4096;
  const low = mixed.toString(16).padStart(3, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${low}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** True for an entry that followed from a command rather than being the command's own. */
export const isDerived = (id: Id): boolean => id.charAt(14) === "8";
