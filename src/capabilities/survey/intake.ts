import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { nation } from "#kernel/scope.ts";
import { nameResolver, type Resolver } from "#capabilities/area/index.ts";
import { type Intake, type IntakeRow, type Outcome as Taken, takeInAll } from "#capabilities/registry/index.ts";
import type { FileInput } from "#platform/files/index.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Layout } from "./header.ts";
import { Lanes } from "./lanes.ts";
import { type Fault, faultAt } from "./fault.ts";
import type { NamedPlaces, ParsedRow } from "./parse.ts";
import { readSurvey } from "./read.ts";
import type { RowResult } from "./returned.ts";
import { unreadSentence } from "./unread.ts";
import { nameCorrected, type Outcome } from "./zh.ts";

export interface SurveyWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  /** The sentence of a refusal by the registry, in Chinese. */
  readonly sentence: (code: string, data: Readonly<Record<string, unknown>>) => string;
}

export interface Progress {
  read: number;
  registered: number;
  updated: number;
  unchanged: number;
  refused: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: Readonly<Progress>) => Promise<void> | void;
  readonly cancelled?: () => boolean;
}

/** Rows of one transaction: large enough to be quick, small enough that others' requests wait a tenth of a second at most. */
const BATCH = 250;

/** Transactions at a time: the database writes one while this program decides the other. */
const LANES = 2;

interface Waiting {
  readonly layout: Layout;
  readonly parsed: ParsedRow;
  readonly row: IntakeRow;
}

/** What became of each row, by sheet and row: small, and shared where rows came to the same end. */
export class Results {
  readonly #sheets = new Map<string, RowResult[]>();
  set(sheet: string, row: number, result: RowResult): void {
    const rows = this.#sheets.get(sheet) ?? [];
    rows[row] = result;
    this.#sheets.set(sheet, rows);
  }
  readonly of = (sheet: string, row: number): RowResult | undefined => this.#sheets.get(sheet)?.[row];
}

const plain: Readonly<Record<Exclude<Outcome, "refused">, RowResult>> = {
  imported: { outcome: "imported" },
  updated: { outcome: "updated" },
  unchanged: { outcome: "unchanged" },
};

/** Who knows which places: villages of the actor's area, counties of the nation (workplaces), and all that is loaded. */
interface Places {
  readonly villages: Resolver;
  readonly counties: Resolver;
  readonly anywhere: Resolver;
}

/** A workplace is meant as a county where its name is one (赤岗 is a street somewhere too); any place will do otherwise. */
async function whereIs(places: Places, key: string, text: string): ReturnType<Resolver> {
  const county = key.endsWith("away.area") ? await places.counties(text) : undefined;
  return county?.kind === "found" ? county : places.anywhere(text);
}

/** The places of a row that are found, by fact (the village's as `village`), and what is wrong with the others. */
async function resolved(
  layout: Layout,
  row: number,
  { village, areas }: NamedPlaces,
  places: Places,
): Promise<{ readonly codes: Readonly<Record<string, string>>; readonly faults: Fault[] }> {
  const codes: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const [key, text] of [["village", village] as const, ...Object.entries(areas)]) {
    const found = key === "village" ? await places.villages(text) : await whereIs(places, key, text);
    if (found.kind === "found") codes[key] = found.area.code;
    else faults.push(placeFault(layout, row, key, text, found));
  }
  return { codes, faults };
}

/** A bad row's places are looked for too, so that all of its bad cells are marked at once. */
async function faultsOfBad(layout: Layout, { row, named, faults }: ParsedRow, places: Places): Promise<Fault[]> {
  const found = named && (await resolved(layout, row, named, places));
  const marked = new Set(faults.map((fault) => fault.cell));
  return [...faults, ...(found?.faults ?? []).filter((fault) => !marked.has(fault.cell))];
}

/** Resolves the places of a row; a place that there is not, or is several, is the row's fault. */
async function placed(
  layout: Layout,
  parsed: ParsedRow,
  places: Places,
  surveyed: string,
): Promise<{ row?: IntakeRow; faults: Fault[] }> {
  const good = parsed.ok;
  if (!good) return { faults: await faultsOfBad(layout, parsed, places) };
  const { codes, faults } = await resolved(layout, parsed.row, good, places);
  const { village: area, ...rest } = codes;
  if (faults.length > 0 || area === undefined) return { faults };
  return { faults, row: { area, day: good.surveyedOn ?? surveyed, facts: { ...good.facts, ...rest } } };
}

type Unplaced = Exclude<Awaited<ReturnType<Resolver>>, { kind: "found" }>;

function placeFault(layout: Layout, row: number, key: string, text: string, resolution: Unplaced): Fault {
  if (resolution.kind === "ambiguous" && key === "village")
    return faultAt(layout, row, key, "survey.village_ambiguous", { text });
  return faultAt(layout, row, key, key === "village" ? "survey.village_unknown" : "survey.area_unknown", { text });
}

/** The cells to paint red for a refusal of the registry: those of the facts that it names, else the name's. */
function refusalFaults(world: SurveyWorld, one: Waiting, taken: Extract<Taken, { kind: "refused" }>): Fault[] {
  const { code, data } = taken.problem;
  const say = world.sentence(code, data);
  const named = Array.isArray(data["keys"]) ? data["keys"] : [data["key"]];
  const keys = named.map((key: unknown) => (typeof key === "string" ? key : "name"));
  const faults = keys.map((key) => ({ ...faultAt(one.layout, one.parsed.row, key, code), say }));
  return [...new Map(faults.map((fault) => [fault.cell, fault])).values()];
}

function note(world: SurveyWorld, one: Waiting, taken: Taken, results: Results, progress: Progress): void {
  const { sheet, row } = one.parsed;
  if (taken.kind === "refused") {
    progress.refused += 1;
    results.set(sheet, row, { outcome: "refused", faults: refusalFaults(world, one, taken) });
    return;
  }
  progress[taken.kind] += 1;
  const result = plain[taken.kind === "registered" ? "imported" : taken.kind];
  const { formerName } = taken;
  results.set(sheet, row, formerName === undefined ? result : { ...result, note: nameCorrected(formerName) });
}

/** What an import came to. */
export interface Imported {
  readonly progress: Progress;
  readonly results: Results;
  readonly cancelled: boolean;
  /** Columns that were not read, in words: children are in, and what stood there is not. Null where there are none. */
  readonly unread: string | null;
}

/**
 * Reads a survey from front to back and takes its good rows in, some hundred at a time. What stands in the file twice,
 * or comes again in a later upload, is stored once. Cancelled or cut off between two batches: what is in, is in, and
 * the same file again brings the rest.
 *
 * Errors: those of the file (platform/files, survey.*); single rows never stop the others.
 */
export async function importSurvey(
  world: SurveyWorld,
  actor: Actor,
  file: FileInput,
  options: ImportOptions = {},
): Promise<Imported> {
  const day = today(world.clock);
  const occurredAt = world.clock.now().toISOString();
  const intake: Intake = { journal: world.journal, today: day, occurredAt, source: "survey" };
  const places: Places = {
    villages: nameResolver(world.pool, actor.scope, day, ["village"]),
    counties: nameResolver(world.pool, nation, day, ["province", "prefecture", "county"]),
    anywhere: nameResolver(world.pool, nation, day),
  };
  const progress: Progress = { read: 0, registered: 0, updated: 0, unchanged: 0, refused: 0 };
  const results = new Results();
  const layouts: Layout[] = [];
  let waiting: Waiting[] = [];
  const store = async (batch: readonly Waiting[]): Promise<void> => {
    const taken = await takeInAll(world.pool, intake, actor, batch.map((one) => one.row)); // prettier-ignore
    batch.forEach((one, n) => {
      const outcome = taken[n];
      if (outcome) note(world, one, outcome, results, progress);
    });
    await options.onProgress?.(progress);
  };
  const lanes = new Lanes(LANES);
  const isCancelled = (): boolean => (cancelled ||= options.cancelled?.() ?? false);
  let cancelled = false;
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0 && !isCancelled()) await lanes.begin(() => store(batch));
  };
  try {
    for await (const item of readSurvey(file, { today: day })) {
      if (isCancelled()) break;
      if (item.kind === "sheet") layouts.push(item.layout);
      if (item.kind !== "row" || !item.parsed) continue;
      progress.read += 1;
      const { row, faults } = await placed(item.layout, item.parsed, places, day);
      if (row) waiting.push({ layout: item.layout, parsed: item.parsed, row });
      else {
        progress.refused += 1;
        results.set(item.parsed.sheet, item.parsed.row, { outcome: "refused", faults });
      }
      if (waiting.length >= BATCH) await flush();
    }
    await flush();
  } finally {
    await lanes.end();
  }
  return { progress, results, cancelled, unread: unreadSentence(layouts) };
}
