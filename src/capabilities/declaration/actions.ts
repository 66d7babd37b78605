import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, dayOf, noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, nation, subtree, within } from "#kernel/scope.ts";
import { requireVillage } from "#capabilities/area/index.ts";
import {
  admit,
  digestOf,
  receiptOf,
  requireServed,
  type ReceivingWorld,
  somebody,
} from "#capabilities/concern/index.ts";
import { fileOf, findSubject, maskedText, presentFor, recordFacts, type World } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { again, type Receipt } from "#platform/journal/journal.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import { changesFor, type Confirmation } from "./changes.ts";
import {
  confirmDeclaration,
  type Declaration,
  declareLeaving,
  lookedUp,
  type Present,
  refuseDeclaration,
  transferDeclaration,
  waitingDeclaration,
} from "./decide.ts";
import { allAbout, declarationOf, type DeclarationRow, findByReceipt, findRow, listWaiting } from "./store.ts";
import {
  type ConfirmDeclaration,
  type DeclarationLookedUp,
  type DeclareLeaving,
  type LookUpDeclaration,
  type RefuseDeclaration,
  type TransferDeclaration,
  WAITING_MOST,
  type WaitingDeclaration,
  type WaitingDeclarations,
} from "./words.ts";

type Seen = Confirmation["seen"];

export interface SettlingWorld extends World {
  readonly pool: pg.Pool;
}
export type DeclarationWorld = Parameters<typeof admit>[0] & ReceivingWorld;

const presentOf = ({ clock }: Pick<World, "clock">, { personId, name }: Actor, at = clock.now().toISOString()): Present => ({
  today: today(clock),
  by: { id: personId, name, at },
}); // prettier-ignore

/** Takes a parent's word down where the child lives. Errors: declareLeaving's; journal.id_reused. */
export async function declareFromPublic(world: ReceivingWorld, command: DeclareLeaving): Promise<{ number: string }> {
  const { id, area } = command;
  const actor = somebody(id, area);
  const { subject } = await world.journal.create(
    { actor, commandId: id, content: { operation: "declaration.declare", command } },
    { id, childId: id, area },
    () => declareLeaving(command, presentOf(world, actor), receiptOf(world, "declaration", command)),
  );
  return { number: declarationOf(subject).declaration?.receipt.number ?? "" };
}

/** So many at once from many networks are no parents. Errors: declaration.village_full (429), with the other way. */
async function requireRoom({ hourly }: DeclarationWorld, village: AreaCode): Promise<void> {
  const retryAfter = await hourly("declarationsOfVillage", village);
  if (retryAfter > 0) throw new Problem("declaration.village_full", { retryAfter }, 429);
}

/** Errors: area.unknown, area.not_a_village, declaration.not_served, concern.too_many, declaration.village_full; declareFromPublic's. */
export async function receiveDeclaration(world: DeclarationWorld, command: DeclareLeaving, address: string): Promise<{ number: string }> {
  await admit(world, "declarations", address);
  await requireServed(world, command.area, "declaration.not_served");
  await requireVillage(world.pool, command.area, today(world.clock));
  await requireRoom(world, command.area);
  return declareFromPublic(world, command);
} // prettier-ignore

async function contentsOf(world: SettlingWorld, rows: readonly DeclarationRow[], scope: Actor["scope"]): Promise<(readonly [DeclarationRow, Declaration])[]> {
  const ids = rows.map(({ id }) => id);
  const found = await inScope(world.pool, scope, (db) => world.journal.find(db, ids), { readOnly: true });
  return rows.flatMap((row) => {
    const subject = found.get(row.id);
    const declaration = subject && declarationOf(subject).declaration;
    return declaration ? [[row, declaration] as const] : [];
  });
} // prettier-ignore

/** Errors: concern.receipt_unknown (404), whatever is wrong; concern.too_many (429). */
export async function lookUp(world: DeclarationWorld, { number, secret }: LookUpDeclaration, address: string): Promise<DeclarationLookedUp> {
  await admit(world, "lookUps", address);
  const digest = digestOf(world, "declaration", number, secret);
  const row = await readInScope(world.pool, nation, (db) => findByReceipt(db, digest));
  const [found] = row ? await contentsOf(world, [row], subtree(row.area)) : [];
  if (!found) throw notFound("concern.receipt_unknown");
  return lookedUp(found[1], (at) => dayOf(new Date(at)));
} // prettier-ignore

const endsOf = (key: string, value: string): string => (value === "" ? "" : maskedText(key, value));

/** As it may be read: numbers by their ends; `opened`: telephones whole, for whoever calls the parent. */
function shownOf([{ id, area }, declaration]: readonly [DeclarationRow, Declaration], opened: boolean): WaitingDeclaration {
  const { at, receipt, who, parent, child, since, place, carer } = declaration;
  const phone = (key: string, number: string): string => (opened ? number : endsOf(key, number));
  return {
    id, area, declaredAt: at, number: receipt.number, who, since, place,
    parent: { name: parent.name, phone: phone("parent.phone", parent.phone), idNumber: endsOf("parent.idNumber", parent.idNumber) },
    child: { name: child.name, birthDate: child.birthDate ?? null },
    carer: { ...carer, phone: phone("carer.phone", carer.phone) },
  };
} // prettier-ignore

/** What is opened of these, as facts of a file are called. */
export const openedOf = (shown: readonly WaitingDeclaration[]): string[] => [
  ...new Set(shown.flatMap(({ who, carer }) => [`${who}.phone`, ...(carer.phone === "" ? [] : ["carer.phone"])])),
];

/** What waits for somebody's word in an area. Errors: area.unknown (404). */
export async function waiting(world: SettlingWorld, { scope }: Actor, area?: AreaCode, opened = false): Promise<WaitingDeclarations> {
  if (area !== undefined && !within(scope, area)) throw notFound("area.unknown", { codes: [area] });
  const asked = area === undefined ? scope : subtree(area);
  const { rows, count } = await readInScope(world.pool, scope, (db) => listWaiting(db, asked, WAITING_MOST));
  return { count, lines: (await contentsOf(world, rows, scope)).map((one) => shownOf(one, opened)) };
} // prettier-ignore

/** One that waits, with its telephones where they are wanted for something. Errors: declaration.unknown (404), declaration.settled (409). */
export async function show(world: SettlingWorld, { scope }: Actor, id: Id, purpose: Purpose | null): Promise<WaitingDeclaration> {
  const subject = (await inScope(world.pool, scope, (db) => world.journal.find(db, [id]), { readOnly: true })).get(id);
  if (!subject) throw notFound("declaration.unknown");
  return shownOf([{ id, area: subject.area }, waitingDeclaration(declarationOf(subject))], purpose !== null);
} // prettier-ignore

/** Whether it once lay within an area, and somebody handed it on from there. */
async function isHandedOn(world: SettlingWorld, { scope }: Actor, id: Id): Promise<boolean> {
  const row = await readInScope(world.pool, nation, (db) => findRow(db, id));
  const [found] = row ? await contentsOf(world, [row], subtree(row.area)) : [];
  return found?.[1].from?.some((area) => within(scope, area)) ?? false;
}

/** Errors: declaration.unknown (404); declaration.handed_on (409) for whoever had it before. */
async function getDeclared(world: SettlingWorld, actor: Actor, id: Id): Promise<Declaration> {
  const found = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, [id]), { readOnly: true });
  const subject = found.get(id);
  const { declaration } = subject ? declarationOf(subject) : {};
  if (declaration) return declaration;
  throw (await isHandedOn(world, actor, id)) ? conflict("declaration.handed_on") : notFound("declaration.unknown");
}

/** The phone's own day, also where the command comes by another way much later; else that of its making. */
const confirmedOn = ({ day }: ConfirmDeclaration, now: Day, occurredAt?: string): Day =>
  noLater(day ?? (occurredAt === undefined ? now : dayOf(new Date(occurredAt))), now);

/**
 * It is this child's: it is settled, and its facts become the file's by the registry's own decision, both or neither. Sent
 * again it is known in both. Answers the file's receipt.
 * Errors: declaration.unknown, registry.not_found (404), declaration.settled, declaration.handed_on, journal.stale (409), the registry's.
 */
export async function confirm(world: SettlingWorld, actor: Actor, command: ConfirmDeclaration, occurredAt?: string): Promise<Receipt> {
  const { id, declarationId, childId } = command;
  const declared = await getDeclared(world, actor, declarationId);
  await findSubject(world, actor, childId);
  const confirming = { actor, commandId: id, content: { operation: "declaration.confirm", command }, ...(occurredAt && { occurredAt }) };
  const asked = [declarationId, childId].map((subject) => ({ id: subject, commandId: id }));
  return again(() => world.journal.atOnce(actor, asked, async (decide) => {
    let left: readonly string[] = [];
    const receipt = await decide(confirming, childId, (subject) => {
      requireSeen(subject, command.seq);
      const [file, present] = [fileOf(subject), presentFor(world, actor, subject)];
      const day = confirmedOn(command, present.today, occurredAt); // what a visit found since stays
      const changes = changesFor(declared, file, { day, seen: command.seen as Seen });
      ({ left } = changes);
      return recordFacts(file, { facts: changes.facts, day, source: "registration", reason: `外出务工报备：${declared.place}` }, present);
    });
    await decide(confirming, declarationId, (subject) => confirmDeclaration(declarationOf(subject), { childId, left }, presentOf(world, actor, occurredAt)));
    return receipt;
  }));
} // prettier-ignore

/** Facts of a confirmed declaration that its file did not take, for whoever confirmed it; none of another file. */
export async function leftOf(world: SettlingWorld, { scope }: Pick<Actor, "scope">, declarationId: Id, childId: Id): Promise<readonly string[]> {
  const found = await inScope(world.pool, scope, (db) => world.journal.find(db, [declarationId]), { readOnly: true });
  const subject = found.get(declarationId);
  const confirmed = subject && declarationOf(subject).declaration?.confirmed;
  return confirmed?.childId === childId ? (confirmed.left ?? []) : [];
} // prettier-ignore

/** Errors: declaration.unknown (404), declaration.settled (409). */
export async function refuse(world: SettlingWorld, actor: Actor, command: RefuseDeclaration, occurredAt?: string): Promise<Receipt> {
  await getDeclared(world, actor, command.declarationId);
  return world.journal.decide(
    { actor, commandId: command.id, content: { operation: "declaration.refuse", command }, ...(occurredAt && { occurredAt }) },
    command.declarationId,
    (subject) => refuseDeclaration(declarationOf(subject), command.reason, presentOf(world, actor, occurredAt)),
  );
} // prettier-ignore

/** Errors: declaration.unknown, area.unknown (404), area.not_a_village, declaration.settled, declaration.same_area (409). */
export async function transfer(world: SettlingWorld, actor: Actor, command: TransferDeclaration): Promise<Receipt> {
  const { id, declarationId, area } = command;
  await getDeclared(world, actor, declarationId);
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  await requireVillage(world.pool, area, today(world.clock));
  return world.journal.decide(
    { actor, commandId: id, content: { operation: "declaration.transfer", command } },
    declarationId,
    (subject) => transferDeclaration(declarationOf(subject), { area, from: subject.area }, presentOf(world, actor)),
  );
}

/** With a file go the declarations about it, each under its own key. `erase`: destroys one subject's. */
export async function forgetDeclarations(owner: pg.Pool, childId: Id, erase: (id: Id) => Promise<unknown>): Promise<void> {
  for (const id of await allAbout(owner, childId)) await erase(id);
} // prettier-ignore
