import { Problem } from "#kernel/problem.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { planChanges } from "./decide.ts";
import { repeats } from "./repeats.ts";
import { readDivision, type SourceUnit } from "./source.ts";
import { closeUnits, insertAliases, insertSuccessions, insertUnits, onlyNew, versionsAround } from "./store.ts";
import { trimmed } from "./tree.ts";
import { type Area, type Change, epoch, type Level } from "./words.ts";

/** How far a load is: rows read from the source that were asked for, and rows that were new. */
export interface LoadProgress {
  readonly level: Level;
  readonly read: number;
  readonly inserted: number;
}

export interface LoadResult {
  readonly read: number;
  readonly inserted: number;
}

const area = (unit: SourceUnit): Area => ({ ...unit, source: "stat", validFrom: epoch, validTo: null });

/** A chosen code takes all above and all below it along. */
const wantedBy = (chosen: readonly string[]) => (code: string) =>
  chosen.some((one) => code.startsWith(one) || one.startsWith(code));

/** The code of the source for a code as it is written: 620201 and 620200 are 6202, 440000 is 44. */
function sourceCode(written: string): string {
  const forms = trimmed(written);
  return forms.map((form) => repeats.get(form)).find((code) => code !== undefined) ?? forms.at(-1) ?? written;
}

/** Every province, prefecture and county: workplaces and hukou lie anywhere in the nation, and are told apart by county. */
const framework = (code: string): boolean => code.length <= 6;

/**
 * Loads areas of the packaged division ("0": the whole nation) with everything above and below them, and the counties
 * of the whole nation. What is there already stays as it is, so a second load changes nothing. The caller holds the
 * transaction (as the owner).
 * Errors: Problem area.unknown with the codes that the source does not have.
 */
export async function loadAreas(
  db: Queryable,
  codes: readonly string[],
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<LoadResult> {
  const chosen = codes.map(sourceCode);
  const missing = new Set(chosen.filter((code) => code !== "0"));
  const chosenOnly = wantedBy(chosen);
  const wanted = chosen.includes("0") ? () => true : (code: string) => framework(code) || chosenOnly(code);
  const aliases = [...repeats].map(([alias, code]) => ({ alias, code })).filter(({ code }) => wanted(code));
  let [read, inserted] = [0, 0];
  for await (const units of readDivision(wanted)) {
    for (const unit of units) missing.delete(unit.code);
    read += units.length;
    const fresh = await onlyNew(db, units.map(area));
    await insertUnits(db, fresh);
    inserted += fresh.length;
    onProgress({ level: units[0]?.level ?? "village", read, inserted });
  }
  if (missing.size > 0) throw new Problem("area.unknown", { codes: [...missing].join("、") }, 404);
  await insertAliases(db, "code", aliases);
  return { read, inserted };
}

export interface ChangeResult {
  readonly closed: number;
  readonly opened: number;
  readonly successions: number;
}

/**
 * Applies a table of changes: all of it or nothing (the caller holds the transaction, as the owner).
 * Errors: Problem area.changes_refused with each fault and its line.
 */
export async function applyChanges(db: Queryable, changes: readonly Change[]): Promise<ChangeResult> {
  const codes = changes.flatMap((change) => [change.oldCode, change.newCode]).filter((code) => code !== "");
  const plan = planChanges(await versionsAround(db, codes), changes);
  await closeUnits(db, plan.closed);
  await insertUnits(db, plan.opened);
  await insertSuccessions(db, plan.successions);
  await insertAliases(db, "name", plan.aliases);
  return { closed: plan.closed.length, opened: plan.opened.length, successions: plan.successions.length };
}
