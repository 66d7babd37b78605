/** Where something was written. */
export interface Place {
  readonly file: string;
  /** Counted from 1; 0 where the rules did not come from a file. */
  readonly line: number;
}

const nowhere: Place = { file: "", line: 0 };
const SELF = "";

/**
 * The places of plain objects that were read from a file: by object, and by key within it. An object keeps its place
 * when a lower pack inherits it from a higher one, so a fault is always named where it was written.
 */
export class Places {
  readonly #of = new WeakMap<object, Map<string, Place>>();

  put(holder: object, key: string | number | null, place: Place): void {
    let keys = this.#of.get(holder);
    if (!keys) this.#of.set(holder, (keys = new Map<string, Place>()));
    keys.set(key === null ? SELF : String(key), place);
  }

  /** The place of holder[key], else of the holder itself, else nowhere. */
  at(holder: unknown, key: string | number | null = null): Place {
    if (typeof holder !== "object" || holder === null) return nowhere;
    const keys = this.#of.get(holder);
    return keys?.get(key === null ? SELF : String(key)) ?? keys?.get(SELF) ?? nowhere;
  }
}
