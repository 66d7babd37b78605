import { type RefObject, useEffect, useRef } from "react";
import { leaveRow, rowReturnedTo, rowWasShown } from "../app/steps.ts";

/*
 * Whoever comes back to a list by the browser's Back finds the row by which it was left, in sight and with the keyboard on it:
 * of forty children who are overdue one is not looked for again after each.
 */

interface RowLeft {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  /** A row was pressed: it is the one to come back to, wherever the press leads. */
  readonly leave: (key: string) => void;
}

/** `list`: the name of the list on its page. `keys`: of its rows, in their order. */
export function useRowLeft(list: string, keys: readonly string[]): RowLeft {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const left = rowReturnedTo(list);
    if (!left) return;
    const key = left.keys.find((one) => keys.includes(one));
    const row = [...(body.current?.rows ?? [])].find((one) => one.dataset["row"] === key);
    if (row) {
      row.scrollIntoView({ block: "center" });
      row.querySelector<HTMLElement>("a[href],button:not(.pick button)")?.focus({ preventScroll: true });
    }
    // what has left the list meanwhile is not waited for when it is read on by hand
    if (row || keys.length >= left.rows) rowWasShown();
  }, [list, keys]);
  return { body, leave: (key) => leaveRow({ list, key, rows: keys.length }) };
}
