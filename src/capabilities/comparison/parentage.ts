import type { Id } from "#kernel/id.ts";
import { anomaliesOf, type Anomaly } from "#capabilities/anomaly/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { again } from "#platform/journal/journal.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Met } from "./findings.ts";
import { keptRow } from "./kept.ts";
import type { Children } from "./ledger.ts";
import { both, foundOfParents, type Kin, saidOfParent } from "./parents.ts";
import { keepRows } from "./store.ts";
import { add, BATCH, type Certain, listingOf, metBy, type Part, raiseFor, type Run } from "./raising.ts";

/* Lines about parents, from pairs to what has to be checked on each child. */

/** A person has said that a line is about the parent of these children: what was found of the other parent stands. */
export async function raiseOfParent(
  part: Part,
  db: Queryable,
  kin: readonly Kin[],
  met: Met,
): Promise<{ finding: "differs" | null; fresh: number }> {
  const roleOf = new Map(kin.map(({ childId, role }) => [childId, role]));
  const raised = await raiseFor(part, db, [...roleOf.keys()], (subject, file) => {
    const open = Object.values(anomaliesOf(subject).open).find(({ comparison }) => comparison === part.item.id);
    const facts = saidOfParent(met.facts, roleOf.get(subject.id) ?? "father");
    return foundOfParents(part.item, listingOf(part), file, { ...met, facts: { ...open?.facts, ...facts } });
  });
  const isFound = [...raised.found.values()].some((anomalies) => anomalies.length > 0);
  return { finding: isFound ? "differs" : null, fresh: raised.fresh };
}

/** A person has said that a line is not about the parent of these children: what was found of the other parent stands. */
export async function dropOfParent(part: Part, db: Queryable, kin: readonly Kin[]): Promise<number> {
  const roleOf = new Map(kin.map(({ childId, role }) => [childId, role]));
  const { fresh } = await raiseFor(part, db, [...roleOf.keys()], (subject) =>
    Object.values(anomaliesOf(subject).open).flatMap((open) => {
      if (open.comparison !== part.item.id) return [];
      const own = `${roleOf.get(subject.id) ?? "father"}.`;
      const facts = Object.fromEntries(Object.entries(open.facts).filter(([key]) => !key.startsWith(own)));
      return Object.keys(facts).length === 0 ? [] : [{ ...open, facts }];
    }),
  );
  return fresh;
}

/** Children whose parents are on the list: one matter for each child, and a line where something has to be checked. */
export async function settleParents(run: Run, certain: readonly Certain[], children: Children): Promise<void> {
  const { world, list, actor, key, item } = run;
  const met = new Map<Id, Met>();
  for (const { line, pair } of certain)
    for (const { childId, role } of children.kin.get(pair.left) ?? [])
      met.set(childId, both(met.get(childId), { ...metBy(line, pair), facts: saidOfParent(line.facts ?? {}, role) }));
  const found = new Map<Id, readonly Anomaly[]>();
  const ids = [...met.keys()];
  for (let at = 0; at < ids.length && !run.isCancelled(); at += BATCH) {
    const some = new Set(ids.slice(at, at + BATCH));
    const {
      found: more,
      fresh: _fresh,
      ...sums
    } = await again(() =>
      inScope(world.pool, actor.scope, (db) =>
        raiseFor(
          run,
          db,
          [...some],
          (subject, file) => {
            const said = met.get(subject.id);
            return said ? foundOfParents(item, listingOf(run), file, said) : [];
          },
          true,
        ),
      ),
    );
    add(run.counts, sums);
    for (const [id, anomalies] of more) found.set(id, anomalies);
  }
  const sealing = { vault: world.journal.machine.vault, key };
  const rows = certain.flatMap(({ line, pair: { left, probability, words } }) => {
    const kin = children.kin.get(left);
    const childId = kin?.find((one) => (found.get(one.childId) ?? []).length > 0)?.childId;
    if (childId === undefined)
      return line.doubts.length === 0
        ? []
        : [keptRow(sealing, list.id, line, { fate: "faulty", childId: kin?.[0]?.childId ?? null })];
    return [keptRow(sealing, list.id, line, { fate: "anomaly", childId, probability, finding: "differs", words, kin })];
  });
  await again(() => inScope(world.pool, actor.scope, (db) => keepRows(db, list, rows)));
}
