import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { dayOf, noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { findFile, isNumber, isSealed, isSensitive, maskedText, valueText } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { findKeys } from "#platform/journal/store.ts";
import { lineOf, openedRows, ownerName, unknown } from "./actions.ts";
import type { Contested, VerifyingWorld } from "./onFile.ts";
import {
  closeUnregistered, findUnregistered, holdUnregistered, keepSeen, type ListedAnswer, listUnregistered, type Said, saidPlace,
  type UnregisteredRow,
} from "./unregistered.ts"; // prettier-ignore
import type { UnregisteredShown, VerifyUnregistered } from "./words.ts";

/* 疑似未登记 answered on the spot, at the desk or by a phone hours later: the row keeps each answer, under the row's own key. */

/** As many as a phone holds; the others come when these are answered. */
export const LISTED_MOST = 60;

/** What a phone holds of a line: nothing sealed, and numbers by their ends. */
function factsFor({ facts }: Said): UnregisteredShown["facts"] {
  const open = Object.entries(facts).filter(([key]) => !isSealed(key));
  return open.map(([key, value]) => ({
    key,
    label: factByKey.get(key)?.zh ?? key,
    value: isNumber(key) ? null : value,
    text: isNumber(key) ? maskedText(key, value) : valueText(key, value, new Map()),
  }));
}

/** The open lines of a village, for the phone of its director. */
export async function ownListed(world: VerifyingWorld, actor: Actor): Promise<UnregisteredShown[]> {
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listUnregistered(db, actor.scope, { isOpen: true }, null, LISTED_MOST),
  );
  const said = await openedRows(world, actor, rows);
  return rows.flatMap((row, at) => {
    const one = said[at];
    return one
      ? [
          {
            ...lineOf(row, one),
            clause: one.clause,
            facts: factsFor(one),
            place: one.place,
            note: null,
            owner: ownerName(row.department),
          },
        ]
      : [];
  });
}

/** Sensitive facts that are open in these. */
export const openedIn = (shown: readonly UnregisteredShown[]): string[] =>
  shown.flatMap(({ facts }) => facts.flatMap(({ key, value }) => (isSensitive(key) && value !== null ? [key] : [])));

/** Errors: crypto.damaged. */
async function sayingOf({ journal: { machine } }: VerifyingWorld, db: Queryable, row: UnregisteredRow) {
  const key = (await findKeys(db, machine, [row.id])).get(row.id);
  if (!key) throw new Problem("crypto.damaged");
  const place = saidPlace(row.id);
  const said = JSON.parse(machine.vault.open(key, place, row.sealed)) as Said;
  return { said, seal: (next: Said): Buffer => machine.vault.seal(key, place, JSON.stringify(next)) };
}

const answerOf = (world: VerifyingWorld, actor: Actor, command: VerifyUnregistered, at?: string): ListedAnswer => {
  const { id, verdict, note, childId = null } = command;
  const now = today(world.clock);
  return {
    id,
    verdict,
    note,
    childId,
    by: actor.name,
    day: at === undefined ? now : noLater(dayOf(new Date(at)), now),
  };
};

/** The row takes the answer, or keeps it beside the one that holds. Errors: anomaly.closed (409). */
function takes(row: UnregisteredRow, { verdict, childId, over }: VerifyUnregistered, isFromPhone: boolean): boolean {
  if (row.closedOn === null) return true;
  // the department has taken the line back: what was seen on the spot is kept, and answers nothing
  if (row.verdict === "withdrawn" && isFromPhone) return false;
  if (over !== undefined && over === row.verdict) return true;
  const isSame = row.verdict === verdict && row.childId === (childId ?? null);
  if (!isFromPhone && !isSame) throw conflict("anomaly.closed");
  return false;
}

/** A line is nobody's file: what a phone is told of it has no number. */
const receiptOf = ({ id, area }: UnregisteredRow, repeated: boolean): Receipt => ({
  subject: { id, childId: null, area, seq: 0, hash: "", state: {}, key: null },
  repeated,
  entries: 0,
});

/**
 * Answers a line. occurredAt: when a phone made the command; where somebody else has answered otherwise by then it is kept
 * beside that answer, and its sender is asked with both (contestedListed). Sent again it is stored once.
 * Errors: anomaly.unknown, registry.not_found (404), anomaly.closed, journal.id_reused (409).
 */
export async function verifyListed(world: VerifyingWorld, actor: Actor, id: Id, command: VerifyUnregistered, occurredAt?: string): Promise<Receipt> {
  if (command.childId !== undefined) await findFile(world, actor, command.childId);
  return inScope(world.pool, actor.scope, async (db) => {
    const row = await holdUnregistered(db, id);
    if (!row) throw unknown();
    const { said, seal } = await sayingOf(world, db, row);
    const before = said.answers?.find((one) => one.id === command.id);
    if (before && before.verdict !== command.verdict) throw conflict("journal.id_reused");
    if (before) return receiptOf(row, true);
    const answer = answerOf(world, actor, command, occurredAt);
    const taken = takes(row, command, occurredAt !== undefined);
    const answers = [...(said.answers ?? []), answer];
    const holds = taken ? { ...answer, by: actor.personId } : undefined;
    const isAfter = !holds && row.verdict === "withdrawn";
    const sealed = seal({ ...said, answers, ...((holds ?? isAfter) && { note: answer.note }) });
    if (isAfter) await keepSeen(db, id, { by: actor.personId, sealed });
    else await closeUnregistered(db, id, holds ? { ...holds, sealed } : { sealed });
    return receiptOf(row, false);
  });
} // prettier-ignore

/** Of an answer that was stored: the verdict that holds instead of it, or the file that the child was found under. */
export async function contestedListed(world: VerifyingWorld, actor: Actor, id: Id, sent: Pick<VerifyUnregistered, "verdict" | "childId">): Promise<Contested[]> {
  const row = await readInScope(world.pool, actor.scope, (db) => findUnregistered(db, id));
  const [said] = row ? await openedRows(world, actor, [row]) : [];
  if (!row || !said || row.verdict === "withdrawn" || (row.verdict === sent.verdict && row.childId === (sent.childId ?? null))) return [];
  const held = said.answers?.findLast(({ verdict, childId }) => verdict === row.verdict && childId === row.childId);
  return [{ key: "anomaly.listed", mine: sent.verdict, theirs: row.verdict, on: row.closedOn, by: held?.by ?? "" }];
} // prettier-ignore
