import { useCallback, useEffect, useRef, useState } from "react";
import { renewBy } from "./api.ts";

export interface Renewal {
  /** True while the session has ended and nobody is in again yet. */
  readonly ended: boolean;
  /** Told who is in now: the same person as before, or not. */
  readonly settle: (same: boolean) => void;
}

/** Requests that met the end of the session wait together until somebody has signed in above the page. */
export function useRenewal(signedIn: boolean): Renewal {
  const [ended, setEnded] = useState(false);
  const waiting = useRef<((same: boolean) => void)[]>([]);
  const settle = useCallback((same: boolean): void => {
    setEnded(false);
    for (const tell of waiting.current.splice(0)) tell(same);
  }, []);
  useEffect(() => {
    if (!signedIn) return undefined;
    renewBy(
      () =>
        new Promise((tell) => {
          waiting.current.push(tell);
          setEnded(true);
        }),
    );
    return () => renewBy(undefined);
  }, [signedIn]);
  return { ended, settle };
}
