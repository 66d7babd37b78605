import { useEffect, useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { address, call } from "../app/api.ts";

/** Children that one question may name. */
const BATCH = 150;

/** The ledger's lines of children who are named elsewhere; nobody is asked for twice. */
export function useLines(childIds: readonly string[]): (childId: string) => CaseLine | undefined {
  const [held, setHeld] = useState<ReadonlyMap<string, CaseLine | undefined>>(new Map());
  const missing = [...new Set(childIds)].filter((id) => !held.has(id));
  const wanted = missing.slice(0, BATCH).join(",");
  useEffect(() => {
    if (wanted === "") return undefined;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const path = address("/api/caselist/lines", { ids: wanted });
      const lines = await call<CaseLine[]>("GET", path, undefined, stop.signal).catch(() => undefined);
      if (!lines) return;
      const found = new Map(lines.map((line) => [line.childId, line]));
      setHeld((now) => new Map([...now, ...wanted.split(",").map((id) => [id, found.get(id)] as const)]));
    };
    void ask();
    return () => stop.abort();
  }, [wanted]);
  return (childId) => held.get(childId);
}
