import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { countyOf, subtree, within } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { fileOf } from "./actions.ts";
import { wasIn } from "./store.ts";

/**
 * A child's file where it is open in another village of the county, and was in the asking post's own before: for what was
 * done there and comes late. Undefined in every other case. Nothing of it may be told to whoever asks.
 */
export async function findMoved(
  { pool, journal }: { readonly pool: pg.Pool; readonly journal: Pick<Journal, "find"> },
  { area, scope }: Pick<Actor, "area" | "scope">,
  childId: Id,
): Promise<Subject | undefined> {
  if (!(await inScope(pool, scope, (db) => wasIn(db, childId, area), { readOnly: true }))) return undefined;
  const county = subtree(countyOf(area));
  const subject = (await inScope(pool, county, (db) => journal.find(db, [childId]), { readOnly: true })).get(childId);
  const isElsewhere = subject !== undefined && !within(scope, subject.area);
  return isElsewhere && fileOf(subject).status === "open" ? subject : undefined;
}
