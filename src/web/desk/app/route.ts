import { useSyncExternalStore } from "react";
import { forwardTo, onMoved, presentHash, stepTo } from "./steps.ts";

/** Where the desk is: `#/ledger?level=red` gives parts ["ledger"] and its query. Filters live here, never in memory. */
export interface Place {
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export type Query = Readonly<Record<string, string | undefined>>;

/** A part of an address that somebody mistyped is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function readPlace(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter((part) => part !== "");
  return { parts: parts.map(decoded), query: Object.fromEntries(new URLSearchParams(search)) };
}

/** `#/ledger?level=red`; what is undefined or empty is left out. */
export function linkTo(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "",
  );
  const search = new URLSearchParams(given).toString();
  return `#/${path}${search === "" ? "" : `?${search}`}`;
}

/** Goes to another page, or with `replace` mends the present address without a step back. */
export function go(link: string, replace = false): void {
  if (replace) stepTo(link);
  else forwardTo(link);
}

let held: { readonly hash: string; readonly place: Place } | undefined;

function present(): Place {
  const hash = presentHash();
  if (held?.hash !== hash) held = { hash, place: readPlace(hash) };
  return held.place;
}

export const usePlace = (): Place => useSyncExternalStore(onMoved, present);
