import type { Department } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { sendingPurpose, type SendingPurpose } from "./sendingPurposes.ts";
import type { ExportState } from "./words.ts";

/* When a file is gone, and what may be given to whom. Pure: the moment is passed in. */

const digits = (n: number): string => String(n % 100_000).padStart(5, "0");

/** The number of an export: its day in China and ten digits drawn at random (two of 0..99999). */
export const exportNumber = (day: Day, drawn: readonly [number, number]): string =>
  `${day.replaceAll("-", "")}-${digits(drawn[0])}-${digits(drawn[1])}`;

export const expiryOf = (at: Date, minutes: number): string => new Date(at.getTime() + minutes * 60_000).toISOString();

export function stateOf(expiresAt: string | null, now: Date): ExportState {
  if (expiresAt === null) return "handed_over";
  return Date.parse(expiresAt) > now.getTime() ? "ready" : "expired";
}

/** What a department gets, and under which agreement (网络数据安全管理条例 12). */
export interface Giving {
  readonly purpose: string;
  readonly department: Department;
  readonly fields: readonly string[];
  readonly agreement: { readonly title: string; readonly from: Day; readonly to: Day | null };
}

const titleOf = (key: string): string => factByKey.get(key)?.zh ?? key;
export const fieldTitles = (keys: readonly string[]): string[] => keys.map(titleOf);

/**
 * The rule by which a giving is allowed. Errors: export.purpose_unknown, export.department_not_meant, export.no_fields,
 * export.fields_beyond (with the titles of what is too much), export.agreement_not_in_force; all 422.
 */
export function requireGiving({ purpose, department, fields, agreement }: Giving, day: Day): SendingPurpose {
  const rule = sendingPurpose(purpose);
  if (!rule) throw new Problem("export.purpose_unknown", { purpose });
  if (!rule.departments.includes(department)) throw new Problem("export.department_not_meant", { purpose: rule.zh });
  if (fields.length === 0) throw new Problem("export.no_fields");
  const beyond = fields.filter((field) => !rule.fields.includes(field));
  if (beyond.length > 0)
    throw new Problem("export.fields_beyond", { purpose: rule.zh, fields: beyond, titles: fieldTitles(beyond) });
  if (agreement.from > day || (agreement.to !== null && agreement.to < day))
    throw new Problem("export.agreement_not_in_force", { agreement: agreement.title });
  return rule;
}

/** Of one child's facts those that were asked for: what is not named does not go along. */
export const givenFacts = <T>(facts: Readonly<Record<string, T>>, fields: readonly string[]): Record<string, T> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = Object.hasOwn(facts, field) ? facts[field] : undefined;
      return value === undefined ? [] : [[field, value]];
    }),
  );
