import { useEffect, useState } from "preact/hooks";
import { ask, type Answer } from "./server.ts";

/** What a path answers; undefined while it is on its way. Asked again where the path changes, or `turn` does. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a path answers is known to whoever asks
export function useAnswer<T>(path: string | undefined, turn = 0): Answer<T> | undefined {
  const [held, setHeld] = useState<{ readonly path: string; readonly turn: number; readonly answer: Answer<T> }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let wanted = true;
    void ask<T>(path).then((answer) => wanted && setHeld({ path, turn, answer }));
    return () => {
      wanted = false;
    };
  }, [path, turn]);
  return held && held.path === path && held.turn === turn ? held.answer : undefined;
}
