import { useEffect } from "react";
import type { Loaded } from "./load.ts";

/** Reads an answer anew, so often in milliseconds, for as long as something in it goes on by itself. */
export function useFollowed({ loading, reload }: Loaded<unknown>, running: boolean, every: number): void {
  useEffect(() => {
    if (!running || loading) return undefined;
    const timer = setTimeout(reload, every);
    return () => clearTimeout(timer);
  }, [running, loading, reload, every]);
}
