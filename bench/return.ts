import { today, systemClock } from "#kernel/clock.ts";
import type { Actor } from "#kernel/actor.ts";
import { subtree } from "#kernel/scope.ts";
import { drawReturn } from "#capabilities/returns/actions.ts";
import { inScope } from "#platform/db/scope.ts";
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

/** One home visit of each child: the 其中 lines ask for visits, and the demo's own would take ten times as long to make. */
async function addVisits({ database }: Ground): Promise<void> {
  await database.owner.query(
    `insert into visit_record (county, child_id, seq, area, day, kind, visitor_id, visitor, recorded_at)
     select county, child_id, 100, min(area), $1::date - (hashtext(child_id::text) & 63), 'home_visit', child_id, '', $2
     from grade_standing group by county, child_id`,
    [today(systemClock), new Date(Date.now() - 1000)],
  );
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
    const draw = () => drawReturn({ pool, clock, policyFor: tonghu.policyFor }, officer, wanted);
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
