import { useEffect, useState } from "react";
import { address, call } from "../app/api.ts";
import { besidesFailed, useBesides } from "../app/besides.ts";

type Path = readonly string[];

/** Names change with a day at most: asked once and kept while the page is open. */
const known = new Map<string, Path>([["0", ["全国"]]]);
const BATCH = 150;

async function ask(codes: readonly string[]): Promise<void> {
  for (let from = 0; from < codes.length; from += BATCH) {
    const some = codes.slice(from, from + BATCH);
    const found = await call<Record<string, Path>>("GET", address("/api/area/paths", { codes: some.join(",") }));
    for (const code of some) known.set(code, found[code] ?? []);
  }
}

/** The names of area codes from the province down; a code still being asked for has none yet. */
export function useAreaPaths(codes: readonly string[]): (code: string) => Path {
  const [, setRead] = useState(0);
  const { turn } = useBesides();
  const wanted = [...new Set(codes)]
    .filter((code) => code !== "" && !known.has(code))
    .toSorted()
    .join(",");
  const asked = `${turn} ${wanted}`;
  useEffect(() => {
    const missing = asked.split(" ")[1] ?? "";
    if (missing === "") return;
    void ask(missing.split(","))
      .catch(besidesFailed)
      .then(() => setRead((n) => n + 1));
  }, [asked]);
  return (code) => known.get(code) ?? [];
}

/** A village with its township, as a list of a county shows it; within a township the village alone. */
export const placeText = (path: Path, within: string): string => path.slice(within.length >= 9 ? -1 : -2).join(" · ");
