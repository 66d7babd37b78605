import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { addMonths } from "#kernel/day.ts";
import { type Id, isId } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { inScope, type TransactionScope } from "#platform/db/scope.ts";
import { type AlertRow, alertsPage, findAlert, insertAnswer } from "./alerts.ts";
import type { TraceKeys } from "./digest.ts";
import { requireAnswerable } from "./decide.ts";
import { KEPT_MONTHS } from "./seal.ts";
import { type ChildLook, type Cursor, looksAtChild, looksPage } from "./store.ts";
import { alertText } from "./zh.ts";
import type { AlertLine, AlertsQuery, AnswerAlert, ChildSummary, LooksPage, LooksQuery, SpanQuery } from "./words.ts";

export interface TraceWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly keys: TraceKeys;
  readonly namesOf: (personIds: readonly Id[]) => Promise<ReadonlyMap<Id, string>>;
  /** Whether the child lies within the reader's area now. Errors: registry.not_found (404). */
  readonly requireChild: (actor: Actor, childId: Id) => Promise<unknown>;
}

function narrowed(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

const malformed = (): Problem => new Problem("http.input_invalid", { where: "query", path: "after" }, 400);

function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [at = "", id = ""] = text.split("_");
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isId(id))
    throw malformed();
  return { at, id };
}

/** Looks of the reader's area; of one child from every level, once the child was found within the area. */
export async function readLooks(world: TraceWorld, actor: Actor, query: LooksQuery): Promise<LooksPage> {
  const scope = narrowed(actor, query.area);
  const after = readCursor(query.after);
  if (query.child !== undefined) await world.requireChild(actor, query.child);
  const sees: TransactionScope = {
    ...actor.scope,
    traces: true,
    ...(query.child !== undefined && { child: query.child }),
  };
  const rows = await inScope(world.pool, sees, (db) => looksPage(db, scope, query, after), { readOnly: true });
  const lines = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? lines.at(-1) : undefined;
  const names = await world.namesOf([
    ...new Set(lines.flatMap((line) => [line.personId, line.deputyFor ?? []].flat())),
  ]);
  const nameOf = (id: Id | null): string | null => (id !== null && names.get(id)) || null;
  return {
    lines: lines.map((line) => ({ ...line, person: nameOf(line.personId), principal: nameOf(line.deputyFor) })),
    next: last ? `${last.at}_${last.id}` : null,
  };
}

/** By post and number: the law gives the guardian what was done with the data, not the names of those who work there. */
function summed(looks: readonly ChildLook[]): Pick<ChildSummary, "posts" | "purposes"> {
  const posts = Map.groupBy(looks, (look) => look.post);
  const chosen = looks.flatMap((look) => look.purpose ?? []);
  return {
    posts: [...posts].map(([post, held]) => {
      const times = held.map((look) => look.at).toSorted();
      const people = new Set(held.map((look) => look.personId)).size;
      return { post, people, looks: held.length, first: times[0] ?? "", last: times.at(-1) ?? "" };
    }),
    purposes: [...Map.groupBy(chosen, (purpose) => purpose)].map(([purpose, held]) => ({
      purpose,
      looks: held.length,
    })),
  };
}

/** Who looked at a child, for the guardian's request (未成年人网络保护条例 34). */
export async function summarise(world: TraceWorld, actor: Actor, childId: Id, query: SpanQuery): Promise<ChildSummary> {
  await world.requireChild(actor, childId);
  const to = query.to ?? today(world.clock);
  const from = query.from ?? addMonths(to, -KEPT_MONTHS);
  // No area at all: row security then lets through what speaks of this one child, and by that alone finds it.
  const looks = await inScope(
    world.pool,
    { lo: ":", hi: ":", child: childId, traces: true },
    (db) => looksAtChild(db, childId, from, to),
    { readOnly: true },
  );
  const people = new Set(looks.map((look) => look.personId)).size;
  const exports = looks.filter((look) => look.kind === "export").length;
  return { childId, from, to, looks: looks.length, people, exports, ...summed(looks) };
}

const answerOf = (row: AlertRow, names: ReadonlyMap<Id, string>): AlertLine["answer"] =>
  row.answeredBy === null
    ? null
    : {
        outcome: row.outcome ?? "",
        reason: row.reason ?? "",
        personId: row.answeredBy,
        person: names.get(row.answeredBy) ?? null,
        at: row.answeredAt ?? "",
      };

const lineOf = (row: AlertRow, names: ReadonlyMap<Id, string>): AlertLine => ({
  id: row.id, rule: row.rule, text: alertText(row.rule, row.evidence), area: row.area,
  personId: row.personId, person: (row.personId !== null && names.get(row.personId)) || null, childId: row.childId,
  day: row.day, raisedAt: row.raisedAt, evidence: row.evidence,
  answer: answerOf(row, names),
}); // prettier-ignore

async function linesOf(world: TraceWorld, rows: readonly AlertRow[]): Promise<AlertLine[]> {
  const people = rows.flatMap((row) => [row.personId ?? [], row.answeredBy ?? []].flat());
  const names = await world.namesOf([...new Set(people)]);
  return rows.map((row) => lineOf(row, names));
}

export async function listAlerts(
  world: TraceWorld,
  actor: Actor,
  query: AlertsQuery,
): Promise<{ lines: AlertLine[]; next: Id | null }> {
  if (query.after !== undefined && !isId(query.after)) throw malformed();
  const open = query.open === undefined ? null : query.open === "yes";
  const rows = await inScope(
    world.pool,
    { ...actor.scope, traces: true },
    (db) => alertsPage(db, open, query.after ?? null, query.limit + 1),
    { readOnly: true },
  );
  const lines = await linesOf(world, rows.slice(0, query.limit));
  return { lines, next: rows.length > query.limit ? (lines.at(-1)?.id ?? null) : null };
}

/** Errors: trace.alert_unknown (404), trace.own_alert (403), trace.alert_answered (409). */
export async function answerAlert(
  world: TraceWorld,
  actor: Actor,
  id: Id,
  { outcome, reason }: AnswerAlert,
): Promise<AlertLine> {
  const row = await inScope(world.pool, { ...actor.scope, traces: true }, async (db) => {
    const alert = await findAlert(db, id);
    if (!alert) throw notFound("trace.alert_unknown");
    requireAnswerable({ personId: alert.personId, answered: alert.answeredBy !== null }, actor.personId);
    const at = world.clock.now().toISOString();
    const answer = {
      alertId: alert.id,
      area: alert.area,
      personId: actor.personId,
      post: actor.post,
      outcome,
      reason,
      at,
    };
    if (!(await insertAnswer(db, world.keys, answer))) throw conflict("trace.alert_answered");
    return { ...alert, outcome, reason, answeredBy: actor.personId, answeredAt: at };
  });
  const [line] = await linesOf(world, [row]);
  if (!line) throw new Error("an answered alert has a line");
  return line;
}
