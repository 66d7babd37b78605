import { hash, randomBytes } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { subtree, within } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import {
  askSharing, getGrant, grantSharing, keySharing, type Present, refuseSharing, requireAlone, type SharingState, stopSharing,
} from "./decide.ts"; // prettier-ignore
import { findGrant, findStanding, sharingOf } from "./store.ts";
import { type AskSharing, type DrawKey, type DrawnKey, type GrantSharing, kinds } from "./words.ts";
import { presentOf, type SharingWorld } from "./world.ts";

/**
 * Asks for a shared item, in the office's own area or a part of it; a rule may grant it in the same transaction.
 * Errors: area.unknown (404), sharing.item_unknown, sharing.not_for_department, sharing.fields_wrong, sharing.term_too_long,
 * sharing.purpose_unknown; sharing.in_force, sharing.already_asked (409).
 */
export async function ask(world: SharingWorld, actor: Actor, command: AskSharing): Promise<Receipt> {
  const { department } = actor;
  const area = command.area ?? actor.area;
  if (department === undefined) throw new Problem("account.not_permitted", {}, 403);
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return world.journal.create(
    {
      // its whole area: what holds there may cover the part that is asked for
      actor: { ...actor, scope: subtree(actor.area) },
      commandId: command.id,
      content: { operation: "sharing.ask", command },
    },
    // a child's, as far as its seal goes: somebody may write a name into a reason
    { id: command.id, childId: command.id, area },
    async (_subject, db) => {
      const where = { department, area, office: actor.area };
      const drafts = askSharing(world.catalogue, command, where, presentOf(world, actor));
      const standing = await findStanding(db, { department, area, item: command.item }, today(world.clock));
      requireAlone(standing, drafts.some(({ kind }) => kind === kinds.granted)); // prettier-ignore
      return drafts;
    },
  );
}

/** What the actor's own scope shows: a department its own, others those of their area. Errors: sharing.unknown (404). */
async function placeOf(world: SharingWorld, actor: Actor, grantId: Id): Promise<string> {
  const row = await inScope(world.pool, actor.scope, (db) => findGrant(db, grantId), { readOnly: true });
  if (!row) throw notFound("sharing.unknown");
  return row.area;
}

const commanded =
  <C extends { readonly id: Id }>(
    operation: string,
    decide: (state: SharingState, command: C, present: Present) => ReturnType<typeof grantSharing>,
  ) =>
  async (world: SharingWorld, actor: Actor, grantId: Id, command: C): Promise<Receipt> => {
    const scope = subtree(await placeOf(world, actor, grantId));
    const asked = { actor: { ...actor, scope }, commandId: command.id, content: { operation, command, grantId } };
    return world.journal.decide(asked, grantId, (subject) =>
      decide(sharingOf(subject), command, presentOf(world, actor)),
    );
  };

/** Grants what no other grant gives already. Errors: sharing.unknown (404), sharing.not_yours (403), sharing.decided, sharing.in_force (409). */
export async function grant(world: SharingWorld, actor: Actor, grantId: Id, command: GrantSharing): Promise<Receipt> {
  const scope = subtree((await placeOf(world, actor, grantId)).slice(0, 6));
  const asked = { actor: { ...actor, scope }, commandId: command.id, content: { operation: "sharing.grant", command, grantId } };
  return world.journal.decide(asked, grantId, async (subject, db) => {
    const drafts = grantSharing(sharingOf(subject), command.reason, presentOf(world, actor));
    const { department, area, item } = getGrant(sharingOf(subject));
    const standing = await findStanding(db, { department, area, item }, today(world.clock));
    requireAlone(standing.filter(({ id }) => id !== grantId), true); // prettier-ignore
    return drafts;
  });
} // prettier-ignore

/** Each: errors sharing.unknown (404), sharing.not_yours (403), sharing.decided, sharing.not_in_force (409). */
export const refuse = commanded<GrantSharing>("sharing.refuse", (state, { reason }, present) => refuseSharing(state, reason, present)); // prettier-ignore
export const stop = commanded<GrantSharing>("sharing.stop", (state, { reason }, present) => stopSharing(state, reason, present)); // prettier-ignore

/** By what it can be told from other secrets where it turns up: in a log, in a repository. */
export const KEY_MARK = "thk_";
export const digestOf = (key: string): string => hash("sha256", key, "base64url");

/**
 * Draws the key of a grant for the department that holds it. It is answered this once and kept by its digest alone; drawn
 * again it is another one, and the one before is no key any more. Errors: sharing.unknown (404), sharing.not_in_force (409).
 */
export async function drawKey(world: SharingWorld, actor: Actor, grantId: Id, command: DrawKey): Promise<DrawnKey> {
  const key = `${KEY_MARK}${randomBytes(32).toString("base64url")}`;
  const scope = subtree(await placeOf(world, actor, grantId));
  const asked = { actor: { ...actor, scope }, commandId: command.id, content: { operation: "sharing.key", grantId } };
  const receipt = await world.journal.decide(asked, grantId, (subject) =>
    keySharing(sharingOf(subject), digestOf(key), actor.postId ?? null, presentOf(world, actor)),
  );
  // the answer of the first time was lost with its key: under this id there is none to be shown
  if (receipt.repeated) throw new Problem("sharing.key_drawn", {}, 409);
  return { key };
}
