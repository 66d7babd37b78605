import { createHash } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, addMonths, type Day, daysBetween } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type AreaCode, subtree } from "#kernel/scope.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { levelOf } from "#capabilities/area/words.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { holdKeys } from "#platform/db/locks.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type ReturnsWorld, scopeOf } from "./actions.ts";
import { handIn, type HandedNow, type InForce, initial, type Obligation, obligationsOf, takeBack } from "./decide.ts";
import type { Awaited, DueAnswer, DueLine, HandIn, TakeBack } from "./dueWords.ts";
import { begunIn, handedBy, type HandedRow } from "./handed.ts";

/* What an office reports, what it awaits from those below, and that something was sent. */

/** What days are reckoned with. */
type DueWorld = Pick<ReturnsWorld, "policyFor" | "clock">;

function policyThen({ policyFor }: DueWorld, area: AreaCode, day: Day): Policy | undefined {
  try {
    return policyFor(area, day);
  } catch (thrown) {
    if (isProblem(thrown) && thrown.code === "policy.none") return undefined;
    throw thrown;
  }
}

/** The packs of an area since a day, the one of today first. */
function packsSince(world: DueWorld, area: AreaCode, begun: Day): InForce[] {
  const packs: InForce[] = [];
  let [day, until]: [Day, Day | null] = [today(world.clock), null];
  for (;;) {
    const policy = policyThen(world, area, day);
    if (!policy) return packs;
    packs.push({ policy, from: policy.from, until: until ?? policy.to });
    if (policy.from <= begun) return packs;
    [day, until] = [addDays(policy.from, -1), policy.from];
  }
}

/** What an office reports that somebody has worked in since a day. */
export const owedBy = (world: DueWorld, area: AreaCode, begun: Day): Obligation[] =>
  obligationsOf(packsSince(world, area, begun), area, begun, today(world.clock));

const keyOf = ({ item, due }: { readonly item: string; readonly due: Day }): string => `${item} ${due}`;
const stands = ({ takenBackOn }: HandedRow): boolean => takenBackOn === null;

function lineOf(owed: Obligation, said: readonly HandedRow[], now: Day): DueLine {
  const standing = said.find(stands);
  const last = standing ? undefined : said.at(-1);
  return {
    ...owed,
    returns: [...owed.returns],
    days: daysBetween(now, owed.due),
    handed: standing ? { id: standing.id, day: standing.day, by: standing.by, note: standing.note } : null,
    takenBack: last
      ? { day: last.takenBackOn ?? "", by: last.takenBackBy ?? "", reason: last.takenBackWhy ?? "" }
      : null,
  };
}

/** Late, then coming, then handed in. */
const rankOf = ({ handed, days }: DueLine): number => (handed ? 2 : days < 0 ? 0 : 1);
const byUrgency = (a: DueLine, b: DueLine): number =>
  rankOf(a) - rankOf(b) || (a.handed ? b.days - a.days : a.days - b.days);

/** For how long an office is asked: a pack may be older than the document of one of its deadlines, and nobody reports of years ago. */
const OWED_MONTHS = 24;

/** From which day on an office owes: since somebody works in it, and two years at most. */
async function begunFor(db: Queryable, area: AreaCode, now: Day): Promise<Day> {
  const begun = (await begunIn(db, subtree(area), area.length)).get(area) ?? now;
  const oldest = addMonths(now, -OWED_MONTHS);
  return begun > oldest ? begun : oldest;
}

async function linesOf(db: Queryable, world: ReturnsWorld, area: AreaCode): Promise<DueLine[]> {
  const now = today(world.clock);
  const begun = await begunFor(db, area, now);
  const said = Map.groupBy(await handedBy(db, [area], begun), keyOf);
  return owedBy(world, area, begun)
    .map((owed) => lineOf(owed, said.get(keyOf(owed)) ?? [], now))
    .toSorted(byUrgency);
}

/** How long a receiving office is told of what is still missing: until the same day comes round. */
const AWAITED_MONTHS = 12;

interface Office {
  readonly area: AreaCode;
  readonly name: string;
}

/** What the offices directly below report to this one: of each item the days that lack one, and the next. */
async function awaitedBy(db: Queryable, world: ReturnsWorld, area: AreaCode): Promise<Awaited[]> {
  const level = levelOf(area);
  const now = today(world.clock);
  const oldest = addMonths(now, -AWAITED_MONTHS);
  const below: Office[] = (await childrenOf(db, area, now)).map(({ code, name }) => ({ area: code, name }));
  const digits = below[0]?.area.length;
  if (digits === undefined) return [];
  const begun = await begunIn(db, subtree(area), digits);
  const owed = below.flatMap((office) => {
    const since = begun.get(office.area);
    if (since === undefined) return [];
    const from = since > oldest ? since : oldest;
    return owedBy(world, office.area, from)
      .filter(({ to }) => to === level)
      .map((one) => ({ ...one, office }));
  });
  const rows = await handedBy(db, below.map((one) => one.area), oldest); // prettier-ignore
  const done = new Set(rows.filter(stands).map((row) => `${row.area} ${keyOf(row)}`));
  return [...Map.groupBy(owed, (one) => `${keyOf(one)} ${one.title}`).values()]
    .flatMap((all) => {
      const [first] = all;
      const missing = all.filter((one) => !done.has(`${one.office.area} ${keyOf(one)}`)).map(({ office }) => office);
      if (!first || (missing.length === 0 && first.due < now)) return [];
      const { item, title, clause, due } = first;
      return [{ item, title, clause, due, days: daysBetween(now, due), offices: all.length, missing }];
    })
    .toSorted((a, b) => a.days - b.days);
}

/** Errors: area.unknown (404) for an area outside the actor's own. */
export function dueFor(world: ReturnsWorld, actor: Actor, area: AreaCode): Promise<DueAnswer> {
  scopeOf(actor, area);
  return inScope(
    world.pool,
    actor.scope,
    async (db) => ({
      area,
      lines: await linesOf(db, world, area),
      awaited: await awaitedBy(db, world, area),
    }),
    { readOnly: true },
  );
}

/** Two officers who say it at the same time: one of them finds it said. */
function handingKey(area: AreaCode, { item, due: on }: HandIn): bigint {
  return createHash("sha256").update(`returns ${area} ${item} ${on}`).digest().readBigInt64BE();
}

const stateOf = ({ state }: Pick<Subject, "state">): HandedNow =>
  (state["returns"] as HandedNow | undefined) ?? initial;

/** Of one's own office alone. Errors: those of decide's handIn; journal.id_taken. */
export const sayHandedIn = (world: ReturnsWorld, actor: Actor, command: HandIn): Promise<Receipt> =>
  world.journal.create(
    { actor, commandId: command.id, content: { operation: "returns.hand_in", command } },
    { id: command.id, childId: null, area: actor.area },
    async (_subject, db) => {
      await holdKeys(db, [handingKey(actor.area, command)]);
      const now = today(world.clock);
      const begun = await begunFor(db, actor.area, now);
      const said = (await handedBy(db, [actor.area], command.due)).filter((row) => keyOf(row) === keyOf(command));
      return handIn(command, owedBy(world, actor.area, begun), said.some(stands), { today: now, by: actor });
    },
  );

/** Of one's own office, or one below that sent nothing. Errors: journal.not_found (404); those of decide's takeBack. */
export const takeHandingBack = (world: ReturnsWorld, actor: Actor, id: Id, command: TakeBack): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "returns.take_back", id, command } },
    id,
    (subject) => takeBack(stateOf(subject), command.reason, actor, today(world.clock)),
  );
