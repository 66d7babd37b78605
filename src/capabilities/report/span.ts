import { addDays, addMonths, type Day } from "#kernel/day.ts";
import type { Scope } from "#kernel/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Section } from "./words.ts";

/** What a report is drawn over: an area, and the days from the first to the last, both included. */
export interface Span {
  readonly scope: Scope;
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
}

/** The year as far as it has gone. Before its first day there is nothing: from is after to. */
export const yearOf = (year: number, scope: Scope, today: Day): Span => {
  const to = `${year}-12-31`;
  return { scope, from: `${year}-01-01`, to: to < today ? to : today, today };
};

/** The twelve months up to today: what is running. */
export const lastYear = (scope: Scope, today: Day): Span => ({
  scope,
  from: addMonths(addDays(today, 1), -12),
  to: today,
  today,
});

/** The moment in China from which a day counts. */
export const midnight = (day: Day): string => `${day}T00:00:00+08:00`;

/** Area and moments as a query's first four parameters: lo, hi, since, before. */
export const within = ({ scope, from, to }: Span): [string, string, string, string] => [
  scope.lo,
  scope.hi,
  midnight(from),
  midnight(addDays(to, 1)),
];

/** One section, drawn under the reader's scope, in a transaction that may read traces. */
export type Draw = (db: Queryable, span: Span) => Promise<Section>;

/**
 * What a section needs from outside the reader's scope (accounts: docs/decisions/0024), read before the transaction: a
 * second connection asked for within it would let a used-up pool wait for itself.
 */
export type DrawAfter = (span: Span) => Promise<Draw>;
