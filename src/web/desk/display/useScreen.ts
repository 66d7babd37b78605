import { useEffect, useState } from "react";
import type { ScreenFigures } from "#capabilities/display/words.ts";
import { ask, type Refusal, refusalFrom } from "../app/api.ts";

/** Minutes between two readings. */
export const EVERY = 3;

export interface Reading {
  readonly figures?: ScreenFigures | undefined;
  /** When the numbers were read. */
  readonly at?: Date;
  /** Why the last reading brought none; the numbers of before stay, unless the screen has been ended. */
  readonly refusal?: Refusal | undefined;
}

/** What is no screen any more shows nothing. */
const ended = ({ code }: Refusal): boolean => code === "display.not_open";

/** The screen's own figures, read again every few minutes; a reading that fails is tried again. */
export function useScreen(): Reading {
  const [held, setHeld] = useState<Reading>({});
  useEffect(() => {
    const stop = new AbortController();
    const read = (): void => {
      ask<ScreenFigures>("GET", "/api/display/figures", undefined, stop.signal).then(
        (figures) => setHeld({ figures, at: new Date() }),
        (thrown: unknown) => {
          if (stop.signal.aborted) return;
          const refusal = refusalFrom(thrown);
          setHeld((now) => (ended(refusal) ? { refusal } : { ...now, refusal }));
        },
      );
    };
    read();
    const turns = setInterval(read, EVERY * 60_000);
    return () => {
      clearInterval(turns);
      stop.abort();
    };
  }, []);
  return held;
}
