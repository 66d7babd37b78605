import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { trackedSince } from "#capabilities/grade/index.ts";
import { fixedClock } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { testDatabase, type TestDatabase } from "#test/database.ts";
import { monthEnds, trendOf, type TrendWorld } from "./trend.ts";

/* Who was visited in time at each month's end, held against the words of the rule, child by child and month by month. */

const today = "2026-08-15";
const counties = ["440101", "440102", "445281"] as const;
const levels = ["red", "yellow", "green"] as const;
const never = "9999-12-31";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** One county visits less often from April on: its cutoffs reach farther back than they did. */
const levelsOf = (area: string, day: Day): ReturnType<TrendWorld["levelsOf"]> => {
  const loose = area === "440102" && day >= "2026-04-01";
  const every = { red: loose ? "3 months" : "15 days", yellow: "2 months", green: "6 months" };
  return levels.map((id) => ({ id, title: id, word: id, shape: id, rhythms: [{ kind: "home_visit", every: every[id] }] })); // prettier-ignore
};

let drawn = 7;
const draw = (most: number): number => (drawn = (drawn * 48_271) % 2_147_483_647) % most;

interface Made {
  readonly county: string;
  readonly id: string;
  readonly spans: readonly { readonly from: Day; readonly to: Day; readonly level: (typeof levels)[number]; readonly told: Day | null }[]; // prettier-ignore
  readonly visits: readonly Day[];
}

function child(): Made {
  const day = (): Day => addDays("2025-05-01", draw(470));
  const starts = [...new Set(Array.from({ length: 1 + draw(3) }, day))].toSorted();
  const spans = starts.map((from, n) => ({ from, to: starts[n + 1] ?? never, level: levels[draw(3)] ?? "red", told: draw(3) === 0 ? day() : null })); // prettier-ignore
  return { county: counties[draw(3)] ?? "440101", id: newId(), spans, visits: Array.from({ length: draw(9) }, day) };
}

async function store({ county, id, spans, visits }: Made): Promise<void> {
  const { owner } = database.db;
  const area = `${county}001001`;
  for (const [n, { from, to, level, told }] of spans.entries())
    await owner.query("insert into grade_standing values ($1, $2, $3, $4, $5, $6, $7, true, '', $8, '2026-08-15', null)", [county, id, n, from, to, area, level, told]); // prettier-ignore
  for (const [n, day] of visits.entries())
    await owner.query("insert into visit_record values ($1, $2, $3, $4, $5, $6, $2, '', '2026-08-15')", [county, id, n, area, day, n % 5 === 4 ? "contact" : "home_visit"]); // prettier-ignore
}

/** By the words: at the month's end with a level, and a home visit or one that a survey told of since the level's cutoff. */
const isInTime = ({ county, spans, visits }: Made, day: Day): boolean =>
  spans.some(({ from, to, level, told }) => {
    const { levels: ids, cutoffs } = trackedSince(levelsOf(county, day), day);
    const cutoff = cutoffs[ids.indexOf(level)] ?? day;
    const seen = [...visits.filter((_visit, n) => n % 5 !== 4), ...(told === null ? [] : [told])];
    return from <= day && to > day && seen.some((visit) => visit >= cutoff && visit <= day);
  });

test("the pass over stretches of months counts as the rule does, from the nation to the county", async () => {
  const children = Array.from({ length: 150 }, child);
  for (const one of children) await store(one);
  const world = { pool: database.db.pool, clock: fixedClock(`${today}T02:00:00.000Z`), levelsOf };
  for (const area of ["0", "44", "4401", "440102"]) {
    const scope = subtree(area);
    const actor = { personId: newId(), name: "", post: "province", area, scope } as const;
    const { months } = await trendOf(world, actor, undefined);
    const within = children.filter(({ county }) => county >= scope.lo && county < scope.hi);
    const wanted = monthEnds(today).map((day) => within.filter((one) => isInTime(one, day)).length);
    assert.deepEqual(months.map(({ inTime }) => inTime), wanted, area); // prettier-ignore
    assert.ok(Math.max(...wanted) > 5, wanted.join());
  }
});
