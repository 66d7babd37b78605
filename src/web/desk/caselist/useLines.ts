import { useEffect, useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { address, call } from "../app/api.ts";
import { besidesFailed, useBesides } from "../app/besides.ts";

/** Children that one question may name. */
const BATCH = 150;

/** A child's line; null where the ledger shows this post none, undefined while that is not known. */
export type LineOf = (childId: string) => CaseLine | null | undefined;

/** The ledger's lines of children who are named elsewhere; nobody is asked for twice. */
export function useLines(childIds: readonly string[]): LineOf {
  const [held, setHeld] = useState<ReadonlyMap<string, CaseLine | null>>(new Map());
  const { turn } = useBesides();
  const missing = [...new Set(childIds)].filter((id) => !held.has(id));
  const wanted = missing.slice(0, BATCH).join(",");
  const asked = `${turn} ${wanted}`;
  useEffect(() => {
    const ids = asked.split(" ")[1] ?? "";
    if (ids === "") return undefined;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const path = address("/api/caselist/lines", { ids });
      const lines = await call<CaseLine[]>("GET", path, undefined, stop.signal).catch(() => undefined);
      if (stop.signal.aborted) return;
      if (!lines) return besidesFailed();
      const found = new Map(lines.map((line) => [line.childId, line]));
      setHeld((now) => new Map([...now, ...ids.split(",").map((id) => [id, found.get(id) ?? null] as const)]));
    };
    void ask();
    return () => stop.abort();
  }, [asked]);
  return (childId) => held.get(childId);
}
