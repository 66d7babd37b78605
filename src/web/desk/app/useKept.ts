import { useCallback, useState } from "react";
import { useMe } from "./session.ts";

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return undefined; // a browser that keeps nothing, or something else's text
  }
}

/**
 * What somebody set up for themselves, kept on this computer under their own id: columns, saved filters. Nothing about a
 * child is ever kept so. `from`: reads what was kept, whatever it is.
 */
export function useKept<T>(name: string, from: (kept: unknown) => T): [T, (value: T) => void] {
  const { personId } = useMe();
  const key = `tonghu.${name}.${personId}`;
  const [value, setValue] = useState(() => from(read(key)));
  const keep = useCallback(
    (next: T): void => {
      setValue(() => next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // it holds until the page is closed
      }
    },
    [key],
  );
  return [value, keep];
}
