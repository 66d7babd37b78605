import { today, systemClock } from "#kernel/clock.ts";
import type { Actor } from "#kernel/actor.ts";
import { addDays } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { drawReturn } from "#capabilities/returns/actions.ts";
import { draftVisit } from "#capabilities/visit/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { type Answer, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import type { Sizes } from "./sizes.ts";

const officer: Actor = {
  personId: "00000000-0000-7000-8000-000000000002",
  name: "县级",
  post: "county",
  area: county,
  scope: subtree(county),
};

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const BATCH = 500;

/** A home visit of the last two months, or of the day of birth where that is later. */
function homeVisit(subject: Subject, daysAgo: number): ReturnType<ReturnType<typeof draftVisit>> {
  const now = today(systemClock);
  const birth = String(fileOf(subject).facts["birthDate"]?.value ?? "");
  const day = [addDays(now, -daysAgo), birth].toSorted().at(-1) ?? now;
  const visit = { kind: "home_visit" as const, day, form: "bench", facts: {}, spokeWith: "", note: "", problems: [] };
  return draftVisit(visit, { today: now, visitor: officer.name })(subject);
}

/** One home visit of each child: the 其中 lines ask for visits, and the demo's own would take ten times as long to make. */
async function addVisits({ tonghu, database }: Ground): Promise<void> {
  const { pool, clock } = tonghu.ground;
  const { rows } = await database.owner.query<{ id: Id }>("select distinct child_id as id from caselist where open");
  for (let at = 0; at < rows.length; at += BATCH) {
    const items = rows.slice(at, at + BATCH).map(({ id }, n): BatchItem => ({
      subjectId: id,
      commandId: newId(),
      decide: (subject) => homeVisit(subject, n % 64),
    })); // prettier-ignore
    await inScope(pool, officer.scope, (db) => tonghu.journal.batch(db, officer, clock.now().toISOString(), items));
  }
  await database.owner.query("vacuum analyze");
}

/** 附件1 of one county, as the page asks for it: counted from the record, nothing kept ready. */
export async function returned(sizes: Sizes): Promise<Answer> {
  const line = await onGround(sizes.returned, async (ground) => {
    await addVisits(ground);
    const { tonghu } = ground;
    const { pool, clock } = tonghu.ground;
    const wanted = { id: "puning-annex-1", area: county, asOf: today(systemClock) };
    const count = "select count(*) from grade_standing where area >= $1 and area < $2";
    const draw = () =>
      drawReturn({ pool, clock, journal: tonghu.journal, policyFor: tonghu.policyFor }, officer, wanted);
    const bare = () =>
      inScope(pool, officer.scope, (db) => db.query(count, [officer.scope.lo, officer.scope.hi]), { readOnly: true });
    const [ours, bares]: [number[], number[]] = [[], []];
    for (let round = 0; round < sizes.rounds * 3; round += 1) {
      ours.push(await milliseconds(draw));
      bares.push(await milliseconds(bare));
    }
    const { table } = await draw();
    return {
      children: sizes.returned, "served, as the table says": table.total.count, "return ms": spread(ours.slice(2)), "count(*) ms": spread(bares.slice(2)),
      "times slower": rounded(median(ours.slice(2)) / median(bares.slice(2))),
    }; // prettier-ignore
  });
  return {
    title: "附件1 of a county",
    aim: "under 300 ms warm, at 100,000 children",
    lines: [line],
    notes: ["count(*): of the same rows of grade_standing, in the same scope"],
  };
}
