import type { Entry } from "#kernel/entry.ts";
import { allLines } from "#platform/journal/verify.ts";
import type { Cast } from "./cast.ts";

/** The whole journal as its owner with the keys reads it, in the order of its chains. */
export async function entriesIn({ database, tonghu }: Pick<Cast, "database" | "tonghu">): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const lines of allLines(database.db.owner, tonghu.machine)) {
    for (const { stored } of lines) entries.push(stored.open());
  }
  return entries;
}
