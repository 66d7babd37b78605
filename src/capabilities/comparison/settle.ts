import { YES } from "#engines/rules/answer.ts";
import { canonical } from "#kernel/canonical.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { subtree, within } from "#kernel/scope.ts";
import {
  bringUp,
  findHeldChildren,
  keepStanding,
  type Unregistered,
  withdrawRest,
} from "#capabilities/anomaly/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { again } from "#platform/journal/journal.ts";
import { foundMissing, foundOnList } from "./findings.ts";
import { keptRow, numberAsTyped, numberOfCertificate } from "./kept.ts";
import type { Children } from "./ledger.ts";
import { birthIn, isWholeId, type Line } from "./lines.ts";
import type { Pair } from "./linking.ts";
import { forgetRows, keepRows, type NewRow } from "./store.ts";
import { add, BATCH, type Certain, listingOf, metBy, type Part, raiseFor, type Run, type Sums } from "./raising.ts";
import { settleParents } from "./parentage.ts";

/** From here on a line is about the child without asking anybody (docs/decisions/0025). */
export const CERTAIN = 0.99;

/**
 * From here on a line is taken for the child of a file at rest, and nothing follows from it: nobody may be asked about that
 * child (个人信息保护法 47). Below, the line is somebody else's.
 */
const LIKELY = 0.5;

/** Who a line without a file is about, for next month's line to be known by, and where it is looked for. */
export function whoseLine(
  { world: { journal }, list }: Pick<Part, "world" | "list">,
  { who, village, area }: Pick<Line, "who" | "village" | "area">,
): Pick<Unregistered, "digest" | "area"> {
  const number = (who[1] ?? "").toUpperCase();
  const person = isWholeId(number) ? ["id", number, who[0]] : ["person", who[0], who[2], who[4], area ?? village];
  return {
    digest: journal.machine.vault.digest(`anomaly.unregistered ${list.kind} ${canonical(person)}`),
    area: area !== null && within(subtree(list.area), area) ? area : list.area,
  };
}

/** A line without a child, as a township will have to look for it; undefined where the policy does not ask for one. */
export function unregisteredOf(part: Part, line: Line): Unregistered | undefined {
  const { item, today } = part;
  const { unregistered } = item;
  const written = numberAsTyped(line);
  // a mistyped number says how old somebody may be: enough to go and look, not to be written into a file
  const certified =
    line.facts?.["idNumber"] === undefined && written === undefined ? numberOfCertificate(line.facts) : undefined;
  const birthDate = birthIn(written ?? certified ?? "");
  const facts = { ...(birthDate !== undefined && { birthDate }), ...line.facts };
  if (!unregistered || !line.facts || item.holds("unregistered", facts, today) !== YES) return undefined;
  const said = {
    title: item.title,
    clause: unregistered.clause,
    name: line.who[0] ?? "",
    facts: { ...line.facts, ...(certified !== undefined && { idNumber: certified }) },
    place: line.village,
    ...(written !== undefined && { written }),
  };
  return { ...whoseLine(part, line), row: line.n, said };
}

export const bringingOf = ({ item, list, today }: Part) => ({
  comparison: item.id,
  department: item.department,
  list: list.id,
  day: today,
  due: endOf(today, lengthOf(item.limit)),
});
interface Sorted {
  readonly certain: Certain[];
  readonly rows: NewRow[];
  readonly unregistered: { readonly line: Line; readonly row: Unregistered }[];
  /** Lines that may be somebody's, or cannot be read: they may be who was missing from the ledger last month. */
  readonly unsure: Pick<Unregistered, "digest" | "row" | "area">[];
}

/** What each line of a batch is: unreadable, somebody's, perhaps somebody's, or nobody's. */
function sort(run: Run, lines: readonly Line[], pairs: ReadonlyMap<number, Pair>, children: Children): Sorted {
  const { list, counts } = run;
  const sealing = { vault: run.world.journal.machine.vault, key: run.key };
  const sorted: Sorted = { certain: [], rows: [], unregistered: [], unsure: [] };
  for (const line of lines) {
    const met = pairs.get(line.n);
    const isResting = met !== undefined && children.resting.has(met.left);
    if (isResting && met.probability >= LIKELY && line.faults.length === 0) {
      counts.matched += 1;
      continue;
    }
    const pair = isResting ? undefined : met;
    const childId = pair ? (children.ids[pair.left] ?? "") : null;
    const isCertain = pair && pair.probability >= CERTAIN;
    if (run.item.unregistered && !line.repeats && (line.faults.length > 0 || (pair && !isCertain)))
      sorted.unsure.push({ ...whoseLine(run, line), row: line.n });
    if (line.faults.length > 0) sorted.rows.push(keptRow(sealing, list.id, line, { fate: "refused" }));
    else if (pair && childId !== null && isCertain) {
      counts.matched += 1;
      sorted.certain.push({ line, pair, childId });
    } else if (pair) {
      counts.review += 1;
      const { probability, words } = pair;
      const kin = children.kin.get(pair.left);
      sorted.rows.push(keptRow(sealing, list.id, line, { fate: "review", childId, probability, words, kin }));
    } else {
      counts.strangers = (counts.strangers ?? 0) + 1;
      const row = unregisteredOf(run, line);
      if (row && !run.said.has(row.digest)) sorted.unregistered.push({ line, row });
      if (row) run.said.add(row.digest);
      // perhaps it is nobody's for its wrong number alone
      else if (line.doubts.length > 0) sorted.rows.push(keptRow(sealing, list.id, line, { fate: "faulty" }));
    }
  }
  return sorted;
}

async function settleBatch(run: Run, sorted: Sorted): Promise<Sums> {
  const { world, list, actor, key } = run;
  const { vault } = world.journal.machine;
  const met = new Map(sorted.certain.map(({ line, pair, childId }) => [childId, metBy(line, pair)]));
  return again(() =>
    inScope(world.pool, actor.scope, async (db) => {
      const { found, ...sums } = await raiseFor(run, db, [...met.keys()], (subject, file) =>
        foundOnList(run.item, listingOf(run), file, met.get(subject.id) ?? { n: 0, facts: {}, probability: 0, words: "" }),
        true,
      );
      const brought = await bringUp(db, vault, sorted.unregistered.map(({ row }) => row), bringingOf(run));
      await keepStanding(db, sorted.unsure, bringingOf(run));
      const rows = sorted.certain.flatMap(({ line, pair, childId }) => {
        const finding = found.get(childId)?.[0]?.finding;
        const { probability, words } = pair;
        if (!finding && line.doubts.length === 0) return [];
        // a line that says nothing but a wrong number does not tell its department whether the child has a file
        const kept = finding ? { fate: "anomaly" as const, probability, finding } : { fate: "faulty" as const };
        return [keptRow({ vault, key }, list.id, line, { ...kept, childId, words })];
      });
      const nobodys = sorted.unregistered.map(({ line }) =>
        keptRow({ vault, key }, list.id, line, { fate: "unregistered", finding: "unregistered" }),
      );
      await keepRows(db, list, [...sorted.rows, ...rows, ...nobodys]);
      return {
        raised: sums.raised + brought.raised, standing: sums.standing + brought.standing,
        answered: sums.answered + brought.answered, gone: sums.gone,
      };
    }),
  );
} // prettier-ignore

/** Children who ought to be on the list and are not, and those of whom the list said something and says it no more. */
async function settleRest(run: Run, children: Children, met: ReadonlySet<number>): Promise<void> {
  const { world, actor, item, list } = run;
  const scope = subtree(list.area);
  const held = await inScope(world.pool, actor.scope, (db) => findHeldChildren(db, item.id, scope));
  const onList = new Set(
    [...met].flatMap((n) => children.kin.get(n)?.map(({ childId }) => childId) ?? [children.ids[n]]),
  );
  const wanted = children.ids.filter((id, n) => children.wanted[n] === true && !onList.has(id));
  // of those who are in the ledger no more nothing is known: what was answered of them stands
  const kept = new Set([...children.ids, ...[...children.kin.values()].flat().map(({ childId }) => childId)]);
  const said = [...held.open, ...held.answered.filter((id) => kept.has(id))].filter((id) => !onList.has(id));
  const rest = [...new Set([...wanted, ...said])];
  for (let at = 0; at < rest.length && !run.isCancelled(); at += BATCH) {
    const some = rest.slice(at, at + BATCH);
    const sums = await again(() =>
      inScope(world.pool, actor.scope, (db) =>
        raiseFor(run, db, some, (_subject, file) => foundMissing(item, listingOf(run), file), true),
      ),
    );
    add(run.counts, sums);
    await run.told(0.7 + (0.3 * at) / rest.length);
  }
  if (run.isCancelled()) return;
  const part = { comparison: item.id, list: list.id, day: run.today };
  const withdrawn = await inScope(world.pool, actor.scope, (db) => withdrawRest(db, part, scope));
  add(run.counts, { raised: 0, standing: 0, answered: 0, gone: withdrawn });
}

/** From pairs to tasks: line by line, then what the list does not say. */
export async function settle(
  run: Run,
  lines: AsyncIterable<Line>,
  pairs: readonly Pair[],
  children: Children,
): Promise<void> {
  const byLine = new Map(pairs.map((pair) => [pair.right, pair]));
  await inScope(run.world.pool, run.actor.scope, (db) => forgetRows(db, run.list.id));
  let batch: Line[] = [];
  let done = 0;
  const parental: Certain[] = [];
  const flush = async (): Promise<void> => {
    const sorted = sort(run, batch, byLine, children);
    done += batch.length;
    batch = [];
    // a child's two parents may stand far apart: what lines say of parents is put together first
    if (run.item.of === "parents") parental.push(...sorted.certain.splice(0));
    add(run.counts, await settleBatch(run, sorted));
    await run.told((0.7 * done) / Math.max(1, run.counts.read));
  };
  for await (const line of lines) {
    if (run.isCancelled()) return;
    if (batch.push(line) >= BATCH) await flush();
  }
  await flush();
  if (parental.length > 0) await settleParents(run, parental, children);
  await settleRest(run, children, new Set(pairs.map((pair) => pair.left)));
}
