import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays } from "#kernel/day.ts";
import { type Id, isId } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { findSubject } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf } from "#platform/http/page.ts";
import type { ConcernWorld, ReportingWorld } from "./actions.ts";
import { type Concern, isThere, picturesOf } from "./decide.ts";
import { figuresOf } from "./figures.ts";
import {
  concernOf,
  type ConcernRow,
  concernsAbout,
  concernTimes,
  countConcerns,
  findConcern,
  listConcerns,
  ownConcerns,
} from "./store.ts";
import {
  type ChildConcerns,
  type ConcernContent,
  type ConcernCounts,
  type ConcernFigure,
  type ConcernLine,
  type ConcernShown,
  type ConcernsPage,
  type ConcernsQuery,
  type FiguresQuery,
  findings,
  handlings,
  type OwnConcern,
  type OwnConcernTold,
} from "./words.ts";

/* What may be read of reports: their progress by whoever handles them in the area, what they say by those on the case. */

const progressOf = ({ team: _team, area: _area, ...progress }: ConcernRow): OwnConcern => progress;

const lineOf = (row: ConcernRow, { personId }: Actor): ConcernLine => ({
  ...progressOf(row),
  area: row.area,
  onCase: row.team.includes(personId),
});

/** A part of one's area; what lies outside it does not exist. Errors: area.unknown (404). */
function scopeOf({ scope }: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return scope;
  if (!within(scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

function cursorOf(after: string | undefined): Id | null {
  if (after === undefined) return null;
  if (!isId(after)) throw new Problem("http.input_invalid", { path: "after" }, 400);
  return after;
}

export async function list(world: ReportingWorld, actor: Actor, query: ConcernsQuery): Promise<ConcernsPage> {
  const [scope, after] = [scopeOf(actor, query.area), cursorOf(query.after)];
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listConcerns(db, scope, query.open === "yes", after, query.limit + 1),
  );
  const page = pageOf(rows, query.limit, ({ id }) => [id]);
  return { ...page, lines: page.lines.map((row) => lineOf(row, actor)) };
}

export function counts(world: ReportingWorld, actor: Actor, area: AreaCode | undefined): Promise<ConcernCounts> {
  const scope = scopeOf(actor, area);
  return readInScope(world.pool, actor.scope, (db) => countConcerns(db, scope));
}

/** By the areas below the one that is asked about: a county's townships, a township's villages. */
export async function figures(
  { pool }: Pick<ReportingWorld, "pool">,
  actor: Actor,
  query: FiguresQuery,
): Promise<ConcernFigure[]> {
  const scope = scopeOf(actor, query.area);
  const [from, to] = [`${query.from}T00:00:00+08:00`, `${addDays(query.to, 1)}T00:00:00+08:00`];
  const times = await readInScope(pool, actor.scope, (db) => concernTimes(db, scope, from, to));
  const digits = (query.area ?? actor.area).length;
  return figuresOf(times, digits < 6 ? digits + 2 : digits + 3);
}

const OWN_DAYS = 92;
const OWN_MOST = 50;

const ownRows = (world: ReportingWorld, actor: Actor): Promise<ConcernRow[]> => {
  const since = new Date(world.clock.now().getTime() - OWN_DAYS * 86_400_000).toISOString();
  return readInScope(world.pool, actor.scope, (db) => ownConcerns(db, actor.personId, since, OWN_MOST));
};

/** How far the reports have come that somebody made: what a phone keeps of them. */
export const ownStates = async (world: ReportingWorld, actor: Actor): Promise<OwnConcern[]> =>
  (await ownRows(world, actor)).map(progressOf);

/** Read where it lies by now: its reporter's area may be another one. */
export async function contentOf(world: ReportingWorld, { id, area }: ConcernRow): Promise<Concern | undefined> {
  const found = await inScope(world.pool, subtree(area), (db) => world.journal.find(db, [id]), { readOnly: true });
  const subject = found.get(id);
  return subject && concernOf(subject).concern;
}

/** The same with what the reporter was told. */
export async function own(world: ReportingWorld, actor: Actor): Promise<OwnConcernTold[]> {
  const lines: OwnConcernTold[] = [];
  for (const row of await ownRows(world, actor)) {
    const concern = await contentOf(world, row);
    const told = (concern?.told ?? []).map(({ by, words }) => ({ on: by.at, words }));
    const pictures = concern ? picturesOf(concern).filter(isThere).map(({ id, by }) => ({ id, on: by.at })) : []; // prettier-ignore
    const mayWithdraw = row.receivedAt === null && row.team.length === 0 && row.closedAt === null;
    lines.push({ ...progressOf(row), told, pictures, mayWithdraw });
  }
  return lines;
}

const unknownSituation = (id: string) => ({ id, title: "", text: "", clause: "", facts: [] });

const stepOf = <T extends { readonly by: { readonly name: string; readonly at: string } }>({ by, ...rest }: T) => ({
  ...rest,
  on: by.at,
  by: by.name,
});

function contentShown(world: ConcernWorld, { area }: ConcernRow, concern: Concern, purpose: Purpose | null): ConcernContent {
  const { situations, reporters } = world.concernPolicy(area, today(world.clock));
  const known = situations.find(({ id }) => id === concern.situation) ?? unknownSituation(concern.situation);
  const { id, title, text, clause, facts = [] } = known;
  const kind = reporters.find((one) => one.id === concern.reporter)?.title ?? "";
  return {
    childId: concern.childId,
    name: concern.name,
    situation: { id, title, text, clause, facts: [...facts] },
    note: concern.note,
    supplements: concern.supplements.map(stepOf),
    steps: concern.steps.map((one) => ({ ...stepOf(one), handling: handlings[one.handling] })),
    told: concern.told.map(stepOf),
    pictures: picturesOf(concern).map((one) => ({ id: one.id, on: one.by.at, withdrawn: one.withdrawn && stepOf(one.withdrawn) })),
    team: concern.team.map(({ name }) => name),
    moves: concern.moves.map(stepOf),
    closed: concern.closed && { ...stepOf(concern.closed), finding: findings[concern.closed.finding] },
    receipt: concern.receipt?.number ?? null,
    reporter: purpose && { name: concern.by.name, post: concern.by.post, kind, teller: concern.teller },
  };
} // prettier-ignore

/**
 * One report: what it says for the people on the case, and for others of the post how far it has come.
 * Errors: concern.unknown (404).
 */
export async function show(world: ConcernWorld, actor: Actor, id: Id, purpose: Purpose | null): Promise<ConcernShown> {
  const row = await readInScope(world.pool, actor.scope, (db) => findConcern(db, actor.scope, id));
  if (!row) throw notFound("concern.unknown");
  const line = lineOf(row, actor);
  const concern = line.onCase ? await contentOf(world, row) : undefined;
  const { concernLimits } = world.concernPolicy(row.area, today(world.clock));
  return {
    ...line,
    content: concern ? contentShown(world, row, concern, purpose) : null,
    limits: concernLimits.map(({ id: step, hours, clause }) => ({ step, hours, clause })),
  };
}

/** Reports about one child's file, for the people on the case: for anybody else there are none. */
export async function about(world: ConcernWorld, actor: Actor, childId: Id): Promise<ChildConcerns> {
  await findSubject(world, actor, childId);
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    concernsAbout(db, actor.scope, childId, actor.personId),
  );
  const lines: ChildConcerns = [];
  for (const row of rows) {
    const concern = await contentOf(world, row);
    const { situations } = world.concernPolicy(row.area, today(world.clock));
    const title = situations.find(({ id }) => id === concern?.situation)?.title ?? "";
    lines.push({ ...progressOf(row), situation: title });
  }
  return lines;
}

/** What an answer opens of the facts of a file's classes: what a trace names. */
export const openedIn = ({ content }: ConcernShown): string[] =>
  content ? ["concern.content", ...(content.reporter ? ["reporter.name", "reporter.phone"] : [])] : [];
