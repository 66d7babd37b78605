import { canonical } from "#kernel/canonical.ts";
import { damaged } from "./damaged.ts";
import type { Key } from "./key.ts";
import type { IsSecret, Path } from "./secretPaths.ts";
import { type Context, open as openSealed, type Suite } from "./suite.ts";

/*
 * A JSON body in two parts: what anybody who gets the row may read, and what only the child's key opens. The digest of a
 * journal's entry is taken over both as they are stored, so that the chain verifies when the key is gone.
 */

export type Body = Readonly<Record<string, unknown>>;

export interface Veiled {
  /** The body without its secret parts; in a list a null keeps the place. */
  readonly open: Body;
  /** base64url; null where nothing was secret. */
  readonly sealed: string | null;
}

/** What was taken out, as a tree of the body's own shape: a list of one is a value, a record leads further down. */
type Taken = readonly [unknown] | { readonly [key: string]: Taken };

interface Split {
  readonly open: unknown;
  readonly taken?: Taken;
}

type Parts = Map<string | number, Taken>;
type Left = Map<string | number, unknown>;

/** Lengths tell: positive and negative, yes and no. Blanks fill up to the next 64 bytes, and JSON does not mind them. */
const STEP = 64;

const isRecord = (value: unknown): value is Body => typeof value === "object" && value !== null;

const membersOf = (value: Body): [string | number, unknown][] =>
  Array.isArray(value)
    ? value.map((item: unknown, n) => [n, item ?? null])
    : Object.entries(value).filter(([, member]) => member !== undefined);

/** The value without what was taken; `left` has what remains of the members that were taken apart. */
function remainder(members: readonly [string | number, unknown][], taken: Parts, left: Left, isList: boolean): unknown {
  if (isList) return members.map(([key, member]) => (taken.has(key) ? (left.get(key) ?? null) : member));
  return Object.fromEntries(
    members.flatMap(([key, member]) => {
      if (!taken.has(key)) return [[key, member]];
      return left.has(key) ? [[key, left.get(key)]] : [];
    }),
  );
}

function splitValue(value: Body, path: Path, isSecret: IsSecret): Split {
  const taken: Parts = new Map();
  const left: Left = new Map();
  const members = membersOf(value);
  for (const [key, member] of members) {
    const here = [...path, key];
    if (isSecret(here)) taken.set(key, [member]);
    else if (isRecord(member)) {
      const split = splitValue(member, here, isSecret);
      if (split.taken) taken.set(key, split.taken);
      if (split.taken) left.set(key, split.open);
    }
  }
  if (taken.size === 0) return { open: value };
  return { open: remainder(members, taken, left, Array.isArray(value)), taken: Object.fromEntries(taken) };
}

/**
 * Takes the secret parts out of a body and seals them. Members that are undefined are absent, as in JSON. The body is not
 * changed, and the open part shares what it left alone.
 * Errors: plain Error where a secret part is not JSON.
 */
export function veil(suite: Suite, key: Key, context: Context, body: Body, isSecret: IsSecret): Veiled {
  const { open, taken } = splitValue(body, [], isSecret);
  if (!taken) return { open: body, sealed: null };
  const text = canonical(taken);
  const plain = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / STEP) * STEP, " ");
  plain.write(text);
  const sealed = suite.seal(key, plain, context).toString("base64url");
  plain.fill(0);
  return { open: open as Body, sealed };
}

/** A place must be as veil left it: whatever else stands there was put there by somebody. */
function filled(present: boolean, value: unknown, taken: Taken | undefined): unknown {
  if (!taken) throw damaged();
  if (!Array.isArray(taken)) return present ? joined(value, taken as Readonly<Record<string, Taken>>) : notThere();
  return present ? notThere() : taken[0];
}

function notThere(): never {
  throw damaged();
}

function joined(open: unknown, taken: Readonly<Record<string, Taken>>): unknown {
  if (!isRecord(open)) throw damaged();
  if (Array.isArray(open)) {
    const list: unknown[] = open.slice();
    for (const [key, part] of Object.entries(taken)) {
      const n = Number(key);
      if (!(n in list)) throw damaged();
      list[n] = filled(list[n] !== null, list[n], part);
    }
    return list;
  }
  const added = Object.entries(taken).map(
    ([key, part]) => [key, filled(Object.hasOwn(open, key), open[key], part)] as const,
  );
  return { ...open, ...Object.fromEntries(added) };
}

function takenOf(key: Key, context: Context, sealed: string): Readonly<Record<string, Taken>> {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.toString("base64url") !== sealed) throw damaged();
  const plain = openSealed(key, bytes, context);
  try {
    const taken: unknown = JSON.parse(plain.toString("utf8"));
    if (!isRecord(taken) || Array.isArray(taken)) throw damaged();
    return taken as Readonly<Record<string, Taken>>;
  } catch {
    throw damaged(); // authentic, and still not what veil wrote: sealed for something else
  } finally {
    plain.fill(0);
  }
}

/**
 * The body as it was. Without the key (the child was erased) the open part comes back as it is, and `erased` says
 * whether something is missing from it.
 * Errors: crypto.damaged for a changed byte, another key or context, or where a secret part's place is taken or gone.
 */
export function unveil(
  key: Key | undefined,
  context: Context,
  { open, sealed }: Veiled,
): { body: Body; erased: boolean } {
  if (sealed === null) return { body: open, erased: false };
  if (!key) return { body: open, erased: true };
  return { body: joined(open, takenOf(key, context, sealed)) as Body, erased: false };
}
