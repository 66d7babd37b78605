import { createHmac } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import { madeAt, today } from "#kernel/clock.ts";
import { dayOf } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, nation, subtree } from "#kernel/scope.ts";
import { type Hourly, isSynthetic, servedAmong } from "#capabilities/account/index.ts";
import { childrenOf, findArea } from "#capabilities/area/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { type ConcernWorld, presentOf, type ReportingWorld } from "./actions.ts";
import { type Concern, progressOf, PUBLIC, type Receipt, reportPublicly } from "./decide.ts";
import { contentOf } from "./reading.ts";
import { type ReportSealed, Unsealed } from "./sealedWords.ts";
import { concernOf, findByReceipt, findConcern } from "./store.ts";
import {
  type LookedUp,
  type LookUpConcern,
  permissions,
  type PublicArea,
  type PublicPolicy,
  type PublicReceipt,
  type ReportPublicly,
  type SealedBox,
} from "./words.ts";

/*
 * The public page (docs/decisions/0047-public-page.md). Nobody is signed in; what comes lies within the one area that it
 * names, and what goes out is what was written for whoever reported.
 */

export interface ReceivingWorld extends ReportingWorld {
  readonly identitySecret: Buffer;
}
export interface PublicWorld extends ConcernWorld, ReceivingWorld {
  readonly hourly: Hourly;
  /** Opens what was sealed for this installation; `point`: its public key. Errors: where a byte, the id or the key is another one. */
  readonly boxKey: { readonly point: string; readonly open: (id: string, box: SealedBox) => string };
}

/** A number of so many digits out of a key and what it stands for. */
const digitsOf = (secret: Buffer, count: number, ...parts: readonly string[]): string =>
  (createHmac("sha256", secret).update(parts.join("\n")).digest().readBigUInt64BE() % 10n ** BigInt(count))
    .toString()
    .padStart(count, "0");

/** Six digits of the day and six of the report's own: short enough to be said, and no two of a day alike but by chance. */
const numberOf = ({ identitySecret, clock }: ReceivingWorld, of: string, id: string): string =>
  today(clock).replaceAll("-", "").slice(2) + digitsOf(identitySecret, 6, `${of}.number`, id);

export const digestOf = ({ identitySecret }: ReceivingWorld, of: string, number: string, secret: string): string =>
  createHmac("sha256", identitySecret)
    .update([`${of}.receipt`, number, secret].join("\n"))
    .digest("base64url");

/** `of`: what it is a receipt of; what else the public page takes has receipts of its own. */
export const receiptOf = (
  world: ReceivingWorld,
  of: string,
  { id, secret }: Pick<ReportPublicly, "id" | "secret">,
): Receipt => {
  const number = numberOf(world, of, id);
  return { number, digest: digestOf(world, of, number, secret) };
};

/** No two reports are one person's: the report's own id stands where a person's would. */
export const somebody = (id: string, area: AreaCode): Actor => ({
  personId: id,
  name: "公众网页",
  post: "system",
  area,
  scope: subtree(area),
});

/** Errors: http.too_many's like, in words that give the telephone: concern.too_many (429). */
export async function admit(
  { hourly }: Pick<PublicWorld, "hourly">,
  kind: Parameters<Hourly>[0],
  address: string,
): Promise<void> {
  const retryAfter = await hourly(kind, address);
  if (retryAfter > 0) throw new Problem("concern.too_many", { retryAfter }, 429);
}

const handlers = permissions["concern.handle"];
const chosen = new Set(["county", "township", "village"]);

/** Errors: area.unknown (404); `otherwise` where nobody would read it, in the words of what is sent. */
export async function requireServed(
  { pool, clock }: Pick<ReportingWorld, "pool" | "clock">,
  code: AreaCode,
  otherwise = "concern.not_served",
): Promise<void> {
  const day = today(clock);
  const area = await findArea(pool, code, day);
  if (!area || !chosen.has(area.level)) throw notFound("area.unknown", { codes: code });
  const served = await servedAmong(pool, [code], handlers, day);
  if (!served.get(code)?.covered) throw new Problem(otherwise);
}

/**
 * Takes a report down where the reporter says that the child is. occurredAt: when it was written, where it comes later.
 * Errors: area.unknown, concern.not_served, concern.nothing_said, journal.id_reused.
 */
export async function reportFromPublic(world: ReceivingWorld, command: ReportPublicly, occurredAt?: string): Promise<PublicReceipt> {
  const { id, area } = command;
  const actor = somebody(id, area);
  const { subject } = await world.journal.create(
    { actor, commandId: id, content: { operation: `concern.report.${PUBLIC}`, command }, ...(occurredAt && { occurredAt }) },
    { id, childId: id, area },
    () => reportPublicly(command, presentOf(world, actor, occurredAt), receiptOf(world, "concern", command)),
  );
  // of the report as it is kept: sent again on the next day it has the number that it had
  return { number: concernOf(subject).concern?.receipt?.number ?? "" };
} // prettier-ignore

export async function receivePublic(
  world: PublicWorld,
  command: ReportPublicly,
  address: string,
  occurredAt?: string,
): Promise<PublicReceipt> {
  await admit(world, "reports", address);
  await requireServed(world, command.area);
  return reportFromPublic(world, command, occurredAt);
}

/** Undefined where it does not open, or is no report. */
function unsealed({ boxKey }: PublicWorld, { id, box }: ReportSealed): Unsealed | undefined {
  try {
    return Unsealed.parse(JSON.parse(boxKey.open(id, box)));
  } catch {
    return undefined;
  }
}

/**
 * Of a report that is here already, whatever place is said now and whether anybody works there still: a box is sealed
 * once, so that id and secret of it stand for its words. Undefined where it is not here.
 */
async function hadBefore(world: PublicWorld, id: Id, secret: string): Promise<PublicReceipt | undefined> {
  const row = await readInScope(world.pool, nation, (db) => findConcern(db, nation, id));
  const { number, digest } = (row && (await contentOf(world, row)))?.receipt ?? {};
  return number !== undefined && digest === digestOf(world, "concern", number, secret) ? { number } : undefined;
}

/**
 * The same from a phone on which nobody was in and that had no signal: reported when it was written, and the entry says
 * when it came. Errors: as receivePublic; concern.box_closed.
 */
export async function receiveSealed(world: PublicWorld, sealed: ReportSealed, address: string): Promise<PublicReceipt> {
  const { id, area, sentAt } = sealed;
  const opened = unsealed(world, sealed);
  if (!opened) {
    await admit(world, "closedBoxes", address);
    throw new Problem("concern.box_closed", {}, 400);
  }
  const { at, ...command } = opened;
  const before = await hadBefore(world, id, command.secret);
  if (before) return before;
  const now = world.clock.now();
  const written = at && madeAt(sentAt ?? now.toISOString(), at, now);
  return receivePublic(world, { ...command, id, area }, address, written);
}

const fit = ({ by, told, ...concern }: Concern): LookedUp => ({
  progress: progressOf({ by, told, ...concern }),
  reportedOn: dayOf(new Date(by.at)),
  told: told.map(({ by: { at }, words }) => ({ on: dayOf(new Date(at)), words })),
});

/**
 * How far a report has come, for whoever has number and secret: found by both together or not at all.
 * Errors: concern.receipt_unknown (404), concern.too_many (429).
 */
export async function lookUp(
  world: PublicWorld,
  { number, secret }: LookUpConcern,
  address: string,
): Promise<LookedUp> {
  await admit(world, "lookUps", address);
  const digest = digestOf(world, "concern", number, secret);
  const row = await readInScope(world.pool, nation, (db) => findByReceipt(db, digest));
  const concern = row && (await contentOf(world, row));
  if (!concern) throw notFound("concern.receipt_unknown");
  return fit(concern);
}

export async function publicPolicy(world: PublicWorld, area: AreaCode = "0"): Promise<PublicPolicy> {
  const { situations, reporters, hotlines } = world.concernPolicy(area, today(world.clock));
  return {
    synthetic: await isSynthetic(world.pool),
    situations: situations.map(({ id, title, text, clause }) => ({ id, title, text, clause })),
    reporters: reporters.map(({ id, title, clause }) => ({ id, title, clause })),
    hotlines: hotlines.map(({ id, number, title, text }) => ({ id, number, title, text })),
    key: world.boxKey.point,
  };
}

/** What lies below an area, as far as somebody there would read what is sent. */
export async function publicAreas({ pool, clock }: ConcernWorld, code: AreaCode): Promise<PublicArea[]> {
  const day = today(clock);
  const areas = await childrenOf(pool, code, day);
  const served = await servedAmong(
    pool,
    areas.map((area) => area.code),
    handlers,
    day,
  );
  return areas.flatMap(({ code: at, name, level }) => {
    const { covered = false, below = false } = served.get(at) ?? {};
    return covered || below ? [{ code: at, name, level, whole: covered && chosen.has(level) }] : [];
  });
}
