import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Actor, isDepartment } from "#kernel/actor.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { type Climbing, dueToday } from "#engines/schedule/limit.ts";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import { today } from "#kernel/clock.ts";
import { addDays } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound, type Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import {
  fileOf, findFile, isSensitive, maskedText, valueText,
} from "#capabilities/registry/index.ts"; // prettier-ignore
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { openCells, type Reading } from "#platform/journal/opened.ts";
import { openAnomaly } from "./decide.ts";
import type { VerifyingWorld } from "./onFile.ts";
import { anomaliesOf, countAnomalies, type DueToday, listAnomalies, type Listing, type Windows } from "./store.ts";
import {
  findUnregistered, listUnregistered, type Said, saidPlace, type UnregisteredRow,
} from "./unregistered.ts"; // prettier-ignore
import type {
  AnomaliesPage, AnomaliesQuery, AnomalyCount, AnomalyShown, Disagreement, FilesQuery, UnregisteredLine, UnregisteredShown,
} from "./words.ts"; // prettier-ignore

export interface AnomalyWorld extends VerifyingWorld {
  /** The kinds of lists of an area's policy of today, and how what is late of them climbs. */
  readonly listsOf: (area: AreaCode) => readonly (Climbing & { readonly id: string })[];
  readonly calendar: WorkCalendar;
  /** What a kind of list is called in an area's policy of today. */
  readonly titleOf: (area: AreaCode, comparison: string) => string;
}

/** Errors: area.unknown (404) outside one's own. */
function scopeAsked(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** Of each kind of list what has climbed by today and is reminded of: as referrals climb (engines/schedule/limit.ts). */
const termsOf = ({ clock, calendar, listsOf }: AnomalyWorld, area: AreaCode): DueToday[] =>
  listsOf(area).map(({ id, ...terms }) => ({ comparison: id, ...dueToday(calendar, today(clock), terms) }));

/** The days between which something is due that a list shows. */
function windowsOf(world: AnomalyWorld, area: AreaCode, when: FilesQuery["when"]): Windows | undefined {
  if (when === undefined) return undefined;
  const now = today(world.clock);
  // late is late, whatever the policy of today says of such a list: the count asks nothing else
  if (when === "late") return [[null], ["0001-01-01"], [addDays(now, -1)]];
  const terms = termsOf(world, area);
  const kinds = terms.map(({ comparison }) => comparison);
  if (when === "reminded") return [kinds, terms.map(() => now), terms.map(({ reminded }) => reminded)];
  return [kinds, terms.map(() => "0001-01-01"), terms.map(({ climbed }) => climbed)];
}

const listingOf = (world: AnomalyWorld, actor: Actor, { area, open, when, childId }: FilesQuery): Listing => ({
  childId,
  isOpen: open === "yes",
  windows: windowsOf(world, area ?? actor.area, when),
});

export async function list(world: AnomalyWorld, actor: Actor, query: FilesQuery): Promise<AnomaliesPage> {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id", "number");
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listAnomalies(db, scope, listingOf(world, actor, query), after, query.limit + 1),
  );
  const { lines, next } = pageOf(rows, query.limit, (line) => [line.due, line.childId, line.no]);
  return { lines: lines.map((line) => ({ ...line, title: world.titleOf(line.area, line.comparison) })), next };
}

const NEXT_LEVEL: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12 };

/** Open ones by the next lower level, and by how long they have been waiting: to be worked off, not to be compared. */
export function counts(world: AnomalyWorld, actor: Actor, area: AreaCode | undefined): Promise<AnomalyCount[]> {
  const scope = scopeAsked(actor, area);
  const digits = NEXT_LEVEL[(area ?? actor.area).length] ?? 12;
  return readInScope(world.pool, actor.scope, (db) =>
    countAnomalies(db, scope, digits, today(world.clock), termsOf(world, area ?? actor.area)),
  );
}

/** Whose list it is; what is no department's is the civil affairs office's own. */
export const ownerName = (department: string): string =>
  isDepartment(department) ? departmentNames[department] : "民政部门";

const isAreaFact = (key: string): boolean => factByKey.get(key)?.type === "area";

/** List and file side by side; what is sensitive stays masked until it is opened with a purpose. */
async function disagreements(
  world: AnomalyWorld,
  listed: Readonly<Record<string, FactValue>>,
  subject: Subject,
  purpose: Purpose | null,
): Promise<Disagreement[]> {
  const { facts } = fileOf(subject);
  const codes = Object.entries(listed).flatMap(([key, value]) =>
    isAreaFact(key) ? [String(value), String(facts[key]?.value ?? "")].filter(Boolean) : [],
  );
  const paths = await areaPaths(world.pool, codes, today(world.clock));
  const areas = new Map([...paths].map(([code, path]) => [code, path.join("")]));
  const shown = (key: string, value: FactValue | undefined): string | null => {
    if (value === undefined) return "";
    return isSensitive(key) && purpose === null ? maskedText(key, value) : valueText(key, value, areas);
  };
  return Object.entries(listed).map(([key, value]) => ({
    key,
    label: factByKey.get(key)?.zh ?? key,
    list: shown(key, value),
    file: shown(key, facts[key]?.value),
    masked: isSensitive(key) && purpose === null,
  }));
}

/** Errors: registry.not_found, anomaly.unknown (404), anomaly.closed (409). */
export async function show(
  world: AnomalyWorld,
  actor: Actor,
  childId: Id,
  no: number,
  purpose: Purpose | null,
): Promise<AnomalyShown> {
  const subject = await findFile(world, actor, childId);
  const anomaly = openAnomaly(anomaliesOf(subject), no);
  const facts = await disagreements(world, anomaly.facts, subject, purpose);
  const { title, department, finding, clause, words, probability, listDay, due } = anomaly;
  return {
    childId, no, seq: subject.seq, name: String(fileOf(subject).facts["name"]?.value ?? ""), title, department, owner: ownerName(department), finding, clause,
    words, probability, listDay, raisedOn: anomaly.day, due, facts,
    opened: purpose === null ? [] : facts.filter(({ key }) => isSensitive(key)).map(({ key }) => key),
  };
} // prettier-ignore

export async function openedRows(
  world: VerifyingWorld,
  actor: Actor,
  rows: readonly UnregisteredRow[],
): Promise<(Said | null)[]> {
  const read: Reading = (work) => readInScope(world.pool, actor.scope, work);
  const cells = rows.map(({ id, sealed }) => ({ childId: id, place: saidPlace(id), sealed }));
  return (await openCells(world.journal.machine, read, cells)) as (Said | null)[];
}

export const lineOf = ({ sealed: _sealed, ...row }: UnregisteredRow, said: Said | null): UnregisteredLine => ({
  ...row,
  title: said?.title ?? "",
  name: said?.name ?? "",
});

export async function listNew(world: AnomalyWorld, actor: Actor, query: AnomaliesQuery) {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id");
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listUnregistered(db, scope, listingOf(world, actor, query), after, query.limit + 1),
  );
  const { lines, next } = pageOf(rows, query.limit, (line) => [line.due, line.id]);
  const said = await openedRows(world, actor, lines);
  return { lines: lines.map((line, at) => lineOf(line, said[at] ?? null)), next };
}

export const unknown = (): Problem => notFound("anomaly.unknown");

/** A number that cannot be right is shown as the list has it, and is no fact to begin a file with. */
const asWritten = (number: string, purpose: Purpose | null): UnregisteredShown["facts"][number] => ({
  key: "idNumber",
  label: "证件号码（名单上所写，有误）",
  value: null,
  text: purpose === null ? maskedText("idNumber", number) : number,
});

/** Errors: anomaly.unknown (404). */
export async function showNew(
  world: AnomalyWorld,
  actor: Actor,
  id: Id,
  purpose: Purpose | null,
): Promise<UnregisteredShown> {
  const row = await readInScope(world.pool, actor.scope, (db) => findUnregistered(db, id));
  const [said] = row ? await openedRows(world, actor, [row]) : [];
  if (!row || !said) throw unknown();
  const facts = Object.entries(said.facts).map(([key, value]): UnregisteredShown["facts"][number] => {
    const masked = isSensitive(key) && purpose === null;
    const text = masked ? maskedText(key, value) : valueText(key, value, new Map());
    return { key, label: factByKey.get(key)?.zh ?? key, value: masked ? null : value, text };
  });
  if (said.written !== undefined) facts.push(asWritten(said.written, purpose));
  return {
    ...lineOf(row, said),
    clause: said.clause,
    facts,
    place: said.place,
    note: said.note ?? null,
    owner: ownerName(row.department),
  };
}
