import { type Day, daysBetween } from "#kernel/day.ts";
import type { Length } from "#kernel/length.ts";
import { dueState, escalatedTo } from "#engines/schedule/rhythm.ts";
import { type CaseRow, caseRows, type Filed, FOREVER, namesIn } from "./rows.ts";
import type { CaseLine, DueLine } from "./words.ts";

/* The ledger's lines as pure views of files: the server's SQL and a phone without signal say the same. */

export type { Filed } from "./rows.ts";

const lineFrom = (row: CaseRow, names: ReturnType<typeof namesIn>): CaseLine =>
  ({
    childId: row["child_id"], area: row["area"], open: row["open"], name: names[0] ?? "", sex: row["sex"],
    birthDate: row["birth_date"], level: row["level"], rank: row["rank"], served: row["served"], ledgers: row["ledgers"],
    categories: row["categories"], kinds: row["kinds"], grounds: row["grounds"], suspected: row["suspected"],
    unknown: row["unknown"], panel: row["panel"], intervened: row["intervened"], guardianship: row["guardianship"], proposed: row["proposed"], guardian: names[1],
    lastHome: row["last_home"], lastContact: row["last_contact"], homeDue: row["home_due"],
    contactDue: row["contact_due"], dueOn: row["due_on"], since: row["from_day"], policy: row["policy_ref"],
  }) as CaseLine; // prettier-ignore

/** A file's line in the ledger on a day; undefined before its first day. What is sealed is not in the file that is given. */
export function lineOn(file: Filed, day: Day): CaseLine | undefined {
  const row = caseRows(file, (span) => span).find(
    ({ from_day: from, to_day: to }) => String(from) <= day && day < String(to),
  );
  return row && lineFrom(row, namesIn(file));
}

export interface Step {
  readonly after: Length;
  readonly to: string;
}

/** A line of a due list: how far behind, and whether a call would do. */
export function dueLine(
  row: CaseLine & { readonly director: string | null },
  day: Day,
  steps: readonly Step[],
): DueLine {
  const dueOn = row.dueOn ?? day;
  // a home visit settles both: where it is due already, a telephone call would not do
  const home = row.homeDue !== null && (row.contactDue === null || row.homeDue <= row.contactDue || row.homeDue <= day);
  return {
    ...row,
    state: dueState(dueOn, day),
    daysLate: daysBetween(dueOn, day),
    wants: home ? "home_visit" : "contact",
    climbedTo: dueOn > day ? null : escalatedTo(steps, dueOn, day),
  };
}

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The gravest first, then the longest waiting. */
export const byUrgency = (a: CaseLine, b: CaseLine): number =>
  a.rank - b.rank || compare(a.dueOn ?? FOREVER, b.dueOn ?? FOREVER) || compare(a.childId, b.childId);

/** How far ahead a due list looks. */
export const DUE_DAYS = 31;
