import { useEffect, useRef } from "react";
import type { Loaded } from "./load.ts";

/** Reads lists anew whenever `turn` goes up: something was done on the page that they may tell of. */
export function useReread(turn: number, ...lists: readonly Pick<Loaded<unknown>, "reload">[]): void {
  const held = useRef(lists);
  useEffect(() => {
    held.current = lists;
  });
  useEffect(() => {
    if (turn > 0) for (const list of held.current) list.reload();
  }, [turn]);
}
