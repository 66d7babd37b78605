import { type Cursor, pageOf } from "#platform/http/page.ts";
import type { Reading } from "#platform/journal/opened.ts";
import { holdsPart } from "./marks.ts";
import { ledgerPage, orders } from "./ledger.ts";
import type { Looking } from "./queries.ts";
import { named } from "./shown.ts";
import type { CaseLine, LedgerPage, LedgerQuery } from "./words.ts";

/** Lines that are opened at a time, and at most for one answer: whoever wants more asks for the next page. */
const BATCH = 500;
const MOST = 4000;

/**
 * A page of those whose name holds what was typed. Marks bring some too many, most where a single character is looked
 * for, so names are opened until the page is full; `next` goes on where the looking ended, also on a page that is not.
 */
export async function searchPage(
  read: Reading,
  looking: Looking,
  query: LedgerQuery & { readonly name: string },
  after: Cursor | null,
): Promise<LedgerPage> {
  const { placeOf } = orders[query.sort];
  const pageUpTo = (lines: readonly CaseLine[], last: CaseLine | undefined): LedgerPage => ({
    lines: [...lines],
    next: last ? placeOf(last).join("_") : null,
  });
  const found: CaseLine[] = [];
  let place = after;
  for (let seen = 0; seen < MOST; seen += BATCH) {
    const from = place;
    const rows = await named(looking.machine, read, await read((db) => ledgerPage(db, looking, query, from, BATCH)));
    for (const row of rows) {
      if (!holdsPart(row.name, query.name)) continue;
      if (found.length === query.limit) return pageUpTo(found, found.at(-1));
      found.push(row);
    }
    if (rows.length < BATCH) return pageUpTo(found, undefined);
    const last = rows.at(-1);
    place = last ? placeOf(last) : place;
  }
  return { lines: found, next: place?.join("_") ?? null };
}

/** A page of the ledger with its names: whoever is looked for by name is found by opening some. */
export async function readLedger(
  read: Reading,
  looking: Looking,
  query: LedgerQuery,
  after: Cursor | null,
): Promise<LedgerPage> {
  const { name } = query;
  if (name !== undefined) return searchPage(read, looking, { ...query, name }, after);
  const rows = await read((db) => ledgerPage(db, looking, query, after, query.limit + 1));
  const page = pageOf(rows, query.limit, orders[query.sort].placeOf);
  return { ...page, lines: await named(looking.machine, read, page.lines) };
}
