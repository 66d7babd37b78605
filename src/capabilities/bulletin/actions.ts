import type pg from "pg";
import type { Actor, Department } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, within } from "#kernel/scope.ts";
import { fileOf, findFile, keepingOf } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import {
  type Bulletin, type BulletinState, checkList, type Composed, composeList, type Drafted, dropList, getList, type Present, requireComposing, returnList, submitList, withdrawList,
} from "./decide.ts"; // prettier-ignore
import {
  countLines,
  dropLines,
  findLevel,
  forgetList,
  type OpenGrounds,
  proposeLines,
  putLine,
  takeLineOut,
  urgentAbout,
} from "./drafts.ts";
import { requireNameless } from "./naming.ts";
import { sayWithdrawn } from "./recalling.ts";
import { carryOn } from "./sending.ts";
import { bulletinOf, findComposer, findLast, findOpen, holdOffice, lockList } from "./store.ts";
import { amendChild } from "./telling.ts";
import type { AmendBulletin, ComposeBulletin, EndBulletin, ListKind, StepBulletin, UrgeBulletin } from "./words.ts";
import { type BulletinWorld, presentOf, type Wanted, wantedOf } from "./world.ts";

interface Making {
  readonly kind: ListKind;
  readonly department: Department;
  readonly last: Id | null;
  readonly reason: string;
}

function composedOf(world: BulletinWorld, actor: Actor, { policy, item, fields, titles }: Wanted, making: Making): Composed {
  const { today: day, by } = presentOf(world, actor);
  return {
    ...making, item: item.id, title: item.title, clause: item.clause, purpose: item.purpose, fields, levels: titles,
    policy: { from: policy.from, to: policy.to }, area: actor.area, asOf: world.clock.now().toISOString(), day, composer: by.name,
    checkFirst: item.urgent_check === "before",
  };
} // prettier-ignore

/** Of each level the grounds that hold it. One that none holds is held by default. */
const groundsOf = ({ policy, item }: Wanted): OpenGrounds =>
  Object.fromEntries(
    item.levels.flatMap((level) => {
      const grounds = policy.grounds.filter((ground) => ground.level === level).map(({ id }) => id);
      return grounds.length > 0 ? [[level, grounds]] : [];
    }),
  );

/** A list of its own, sealed as a child's file is: somebody may write a name into a reason. */
const seedOf = (id: Id, area: AreaCode) => ({ id, childId: id, area });

/**
 * Proposes a list for a department, frozen now: its lines stand in the same transaction. Errors: bulletin.item_unknown,
 * bulletin.not_for_department, bulletin.open_already (409).
 */
export function compose(world: BulletinWorld, actor: Actor, command: ComposeBulletin): Promise<Receipt> {
  const commanded = { actor, commandId: command.id, content: { operation: "bulletin.compose", command } };
  return world.journal.create(commanded, seedOf(command.id, actor.area), async (_subject, db) => {
    const wanted = wantedOf(world, actor.area, command);
    const { item, department } = command;
    const isAlone = await holdOffice(db, actor.area, item, department);
    if (!isAlone || (await findOpen(db, actor.area, item, department))) throw conflict("bulletin.open_already");
    const last = (await findLast(db, actor.area, item, department))?.id ?? null;
    const proposed = {
      listId: command.id, last, area: actor.area, day: today(world.clock), levels: wanted.item.levels, grounds: groundsOf(wanted),
    }; // prettier-ignore
    const lines = await proposeLines(db, proposed);
    return composeList(composedOf(world, actor, wanted, { kind: "periodic", department, last, reason: "" }), lines);
  });
}

interface Listed {
  readonly listId: Id;
  readonly childId: Id;
  readonly last: Id | null;
}

/** Puts a child on a list that is not sent yet. Errors: registry.file_closed (409), bulletin.no_level. */
async function putOn(world: BulletinWorld, actor: Actor, db: Queryable, subject: Subject, { listId, childId, last }: Listed): Promise<string> {
  requireReadable(keepingOf(subject), actor, world.clock.now());
  if (fileOf(subject).status !== "open" || keepingOf(subject).sealed !== undefined) throw conflict("registry.file_closed");
  const held = await findLevel(db, subject.area, childId, today(world.clock));
  if (!held || held.level === null) throw new Problem("bulletin.no_level");
  await putLine(db, { listId, childId, area: subject.area, level: held.level, rank: held.rank, last });
  return held.level;
} // prettier-ignore

/**
 * One child at once, by a decision of its own about this child, with a reason. It waits for a second person, or goes first and
 * is looked at then, as the policy says. Errors: registry.not_found (404), journal.stale, registry.file_closed (409),
 * bulletin.item_unknown, bulletin.not_for_department, bulletin.no_level.
 */
export async function urge(world: BulletinWorld, actor: Actor, childId: Id, command: UrgeBulletin): Promise<Receipt> {
  const { id: listId, department, reason } = command;
  await findFile(world, actor, childId);
  const content = { operation: "bulletin.urge", command, childId };
  const receipt = await world.journal.create({ actor, commandId: listId, content }, seedOf(listId, actor.area), async (_subject, db) => {
    const wanted = wantedOf(world, actor.area, command);
    const subject = (await world.journal.find(db, [childId])).get(childId);
    if (!subject) throw notFound("registry.not_found");
    requireSeen(subject, command.seq);
    await putOn(world, actor, db, subject, { listId, childId, last: null });
    return composeList(composedOf(world, actor, wanted, { kind: "urgent", department, last: null, reason }), 1);
  });
  await carryOn(world, actor, listId);
  return receipt;
} // prettier-ignore

/** Those of the office that made it alone. Errors: bulletin.unknown (404) outside one's area, bulletin.other_office (403). */
function requireOffice(actor: Actor, subject: Subject): void {
  const { area } = getList(bulletinOf(subject));
  if (!within(actor.scope, area)) throw notFound("bulletin.unknown");
  if (actor.area !== area) throw new Problem("bulletin.other_office", {}, 403);
}

/**
 * Takes a child out of a proposed list, or puts one in. The reason is an entry of the child's own file. Errors: bulletin.unknown,
 * journal.not_found (404), bulletin.other_office, bulletin.not_composer (403), bulletin.not_now, bulletin.not_on_list,
 * registry.file_closed (409), bulletin.no_level, bulletin.level_not_meant.
 */
export function amend(world: BulletinWorld, actor: Actor, listId: Id, childId: Id, command: AmendBulletin): Promise<Receipt> {
  const content = { operation: "bulletin.amend", command, listId };
  return world.journal.decide({ actor, commandId: command.id, content }, childId, async (subject, db) => {
    await lockList(db, listId);
    const listed = (await world.journal.find(db, [listId])).get(listId);
    if (!listed) throw notFound("bulletin.unknown");
    requireOffice(actor, listed);
    const present = presentOf(world, actor, (await findComposer(db, listId)) === actor.personId);
    const { department, last, levels } = requireComposing(bulletinOf(listed), present);
    if (command.act === "leave_out") {
      if (!(await takeLineOut(db, listId, childId))) throw conflict("bulletin.not_on_list");
    } else {
      const level = await putOn(world, actor, db, subject, { listId, childId, last });
      const { item } = wantedOf(world, actor.area, { item: getList(bulletinOf(listed)).item, department });
      if (!item.levels.includes(level)) throw new Problem("bulletin.level_not_meant", { level: levels[level] ?? level });
    }
    return amendChild(listId, { department, act: command.act, reason: command.reason }, presentOf(world, actor));
  });
} // prettier-ignore

interface Asked<C> {
  readonly world: BulletinWorld;
  readonly actor: Actor;
  readonly subject: Subject;
  readonly command: C;
  readonly present: Present;
  readonly db: Queryable;
}
type Decide<C> = (asked: Asked<C>) => Drafted[] | Promise<Drafted[]>;

/** A step of a list, and what it asks of the files after it: also where the step itself was repeated. */
const commanded =
  <C extends { readonly id: Id }>(operation: string, decide: Decide<C>) =>
  async (world: BulletinWorld, actor: Actor, listId: Id, command: C): Promise<Receipt> => {
    const asked = { actor, commandId: command.id, content: { operation, command, listId } };
    const receipt = await world.journal.decide(asked, listId, async (subject, db) => {
      requireOffice(actor, subject);
      const own = (await findComposer(db, listId)) === actor.personId;
      return decide({ world, actor, subject, command, present: presentOf(world, actor, own), db });
    });
    await carryOn(world, actor, listId);
    return receipt;
  };

/** Each: errors journal.not_found, bulletin.unknown (404), bulletin.other_office (403), bulletin.not_now (409). */
export const submit = commanded<StepBulletin>("bulletin.submit", async ({ subject, present, db }) =>
  submitList(bulletinOf(subject), await countLines(db, subject.id), present),
);
/** Four eyes: errors bulletin.own_list (403), too. */
export const check = commanded<StepBulletin>("bulletin.check", ({ subject, present }) => checkList(bulletinOf(subject), present)); // prettier-ignore
/** Goes on with a sending that was cut off. */
export const goOn = commanded<StepBulletin>("bulletin.continue", () => []);

type End = (state: BulletinState, reason: string, present: Present) => Drafted[];

/** With a reason. What is said of a list for many names none of its children: errors bulletin.reason_names, bulletin.reason_private, too. */
const ending = (operation: string, decide: End, then: (asked: Asked<EndBulletin>, list: Bulletin) => Promise<void>) => {
  const end = commanded<EndBulletin>(operation, async (asked) => {
    const { subject, command, present } = asked;
    const drafts = decide(bulletinOf(subject), command.reason, present);
    await then(asked, getList(bulletinOf(subject)));
    return drafts;
  });
  return async (...[world, actor, listId, command]: Parameters<typeof end>): Promise<Receipt> => {
    // before the transaction: whoever reads a county's names holds no other connection meanwhile
    await requireNameless(world, actor, listId, command.reason);
    return end(world, actor, listId, command);
  };
};

/** Of one for many nothing that it proposed is kept. */
const unpropose = async ({ db, subject }: Asked<EndBulletin>, { kind }: Bulletin): Promise<void> => {
  if (kind === "periodic") await dropLines(db, subject.id);
};

export const sendBack = ending("bulletin.return", returnList, () => Promise.resolve());
export const drop = ending("bulletin.drop", dropList, unpropose);
export const withdraw = ending("bulletin.withdraw", withdrawList, async (asked, list) => {
  const { world, db, actor, subject, command } = asked;
  await sayWithdrawn(world, db, actor, subject.id, { id: command.id, list });
  await unpropose(asked, list);
});

/** With a file go the urgent lists about it, each under its own key: their reasons speak of the child. `erase`: destroys one subject's. */
export async function forgetUrgent(owner: pg.Pool, childId: Id, erase: (listId: Id) => Promise<unknown>): Promise<void> {
  for (const id of await urgentAbout(owner, childId)) {
    await erase(id);
    await forgetList(owner, id);
  }
} // prettier-ignore
