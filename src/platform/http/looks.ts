import type { Actor } from "#kernel/actor.ts";
import { type Id, isId } from "#kernel/id.ts";
import type { KeepLook, Look, LookAnswer, LookKind } from "#kernel/look.ts";
import { isProblem } from "#kernel/problem.ts";

/*
 * Who looks at a child is kept before the answer leaves (未成年人网络保护条例 36; docs/decisions/0018-traces.md). The
 * route line says what is looked at; the server does the rest.
 */

/** A call as far as a trace tells of it. */
export interface Asked<P, Q, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** What a route shows of children. Asked for by something personal (a name), a list is a search. */
export interface Shows<P, Q, A, B = unknown> {
  readonly kind: Exclude<LookKind, "search" | "attempt" | "phone">;
  /** The children that the answer speaks of. Default: the :childId of the path. A file's handler says them by `saw`. */
  of?(answer: A, call: Asked<P, Q, B>): readonly Id[];
  /** Children that were asked for by id in the query: those of them that the answer leaves out are an attempt. */
  asksFor?(call: Asked<P, Q, B>): readonly Id[];
  /** Fields that are opened one by one. */
  fields?(call: Asked<P, Q, B>, answer: A): readonly string[];
  purpose?(call: Asked<P, Q, B>): string | null;
  /** Keys of the query, or of the body, that hold a name, a number or free text. */
  readonly personal?: readonly string[];
}

/** Or why nothing is kept of it: it shows nobody, or the journal keeps what it does. */
export type Looks<P, Q, A, B = unknown> = Shows<P, Q, A, B> | { readonly none: string };

/** A route as far as a trace tells of it. */
export interface LookedAt {
  readonly method: string;
  readonly path: string;
  readonly looks?: Looks<never, never, never, never>;
  /** Codes of refusals that tell of a child who is elsewhere. */
  readonly attempts?: readonly string[];
}

/** One request as far as a trace tells of it: a `Call` is one. */
export interface Looking {
  readonly actor: Actor;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly request: { readonly ip: string };
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function childOfPath({ params }: Looking): Id[] {
  const child = record(params)["childId"];
  return isId(child) ? [child] : [];
}

/** What a body looks for; the rest of it is a command, and the journal keeps it. */
const soughtIn = (personal: readonly string[], { body }: Looking): Record<string, unknown> =>
  Object.fromEntries(personal.flatMap((key) => (record(body)[key] === undefined ? [] : [[key, record(body)[key]]])));

function look(
  spec: LookedAt,
  looking: Looking,
  rest: Pick<Look, "kind" | "children" | "answer"> & Partial<Look>,
): Look {
  const personal = spec.looks && "personal" in spec.looks ? (spec.looks.personal ?? []) : [];
  return {
    actor: looking.actor,
    address: looking.request.ip,
    route: `${spec.method} ${spec.path}`,
    fields: [],
    purpose: null,
    asked: { ...record(looking.query), ...record(looking.params), ...soughtIn(personal, looking) },
    personal,
    ...rest,
  };
}

const isSearch = ({ personal = [] }: Shows<never, never, never, never>, { query, body }: Looking): boolean =>
  personal.some((key) => record(query)[key] !== undefined || record(body)[key] !== undefined);

/** What an answer shows: `children` where the handler says them itself. None where the route shows nobody. */
function looksOf(spec: LookedAt, looking: Looking, answer: unknown, children?: readonly Id[]): Look[] {
  const { looks } = spec;
  if (!looks || "none" in looks) return [];
  const call = { params: looking.params as never, query: looking.query as never, body: looking.body as never };
  const shown = children ?? looks.of?.(answer as never, call) ?? childOfPath(looking);
  const seen = look(spec, looking, {
    kind: looks.kind === "list" && isSearch(looks, looking) ? "search" : looks.kind,
    children: shown,
    fields: looks.fields?.(call, answer as never) ?? [],
    purpose: looks.purpose?.(call) ?? null,
    answer: "ok",
  });
  const missed = (looks.asksFor?.(call) ?? []).filter((child) => !shown.includes(child));
  return missed.length === 0 ? [seen] : [seen, attempt(spec, looking, missed, "not_found")];
}

const attempt = (spec: LookedAt, looking: Looking, children: readonly Id[], answer: LookAnswer): Look =>
  look(spec, looking, { kind: "attempt", children, answer });

/** Of many children that were asked about, the one by whose id the whole was refused. */
const childOf = ({ data }: { readonly data: Readonly<Record<string, unknown>> }): Id[] =>
  isId(data["id"]) ? [data["id"]] : [];

const refusals: Readonly<Record<number, LookAnswer>> = { 403: "not_permitted", 404: "not_found" };

/**
 * A refusal that tells of an attempt: a child that is not there for this person, one who is told of elsewhere (an id number
 * that has a file there), or a post that may not. A route without
 * a child's id and without looks (areas, policies) tells of none.
 */
function attemptOf(spec: LookedAt, looking: Looking, thrown: unknown): Look | undefined {
  if (looking.actor.personId === "" || !isProblem(thrown)) return undefined;
  const own = childOfPath(looking);
  const tells = spec.attempts?.includes(thrown.code) === true;
  const about = tells || own.length > 0 || (spec.looks !== undefined && "kind" in spec.looks);
  if (!about) return undefined;
  const answer = tells ? "not_found" : refusals[thrown.status];
  if (answer === undefined) return undefined;
  const tried = attempt(spec, looking, tells ? childOf(thrown) : own, answer);
  return { ...tried, asked: { ...tried.asked, refused: thrown.code } };
}

/** Errors: trace.unavailable. */
export async function keepAttempt(keep: KeepLook, spec: LookedAt, looking: Looking, thrown: unknown): Promise<void> {
  const tried = attemptOf(spec, looking, thrown);
  if (tried) await keep(tried);
}

/** Children that a handler says itself, because its answer is a file. Errors: trace.unavailable. */
export async function keepSeen(
  keep: KeepLook,
  spec: LookedAt,
  looking: Looking,
  children: readonly Id[],
): Promise<void> {
  await Promise.all(looksOf(spec, looking, undefined, children).map(keep));
}

/**
 * Answers, and keeps what the answer shows or the refusal tells before either leaves.
 * Errors: the handler's; trace.unavailable instead of both.
 */
export async function keepAnswer<A>(
  keep: KeepLook,
  spec: LookedAt,
  looking: Looking,
  handle: () => Promise<A>,
): Promise<A> {
  let answer;
  try {
    answer = await handle();
  } catch (thrown) {
    await keepAttempt(keep, spec, looking, thrown);
    throw thrown;
  }
  await Promise.all(looksOf(spec, looking, answer).map(keep));
  return answer;
}
