import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { ledgerPage } from "#capabilities/caselist/ledger.ts";
import { LedgerQuery } from "#capabilities/caselist/words.ts";
import { addPeople } from "#capabilities/account/index.ts";
import { systemClock, today } from "#kernel/clock.ts";
import { type Scope, subtree } from "#kernel/scope.ts";
import { serverOf } from "../src/composition.ts";
import { type Answer, type Line, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import { addCounties } from "./lists.ts";
import { makeReferenceTables, signIn } from "./pairs.ts";
import type { Sizes } from "./sizes.ts";

/*
 * The ledger as officers filter it, with row security, names opened and looks kept, beside the same SQL asked by the owner
 * of the tables, who opens no name and keeps nothing.
 */

/** What a county's officer asks most. */
const filters = [
  "", "level=red", "level=yellow&sort=due", "when=overdue", "proposed=yes", "category=at_risk.de_facto", "ground=yellow.dropout", "unvisited=90&sort=visited",
  "ageFrom=14&ageTo=15&sort=-age", "guardianship=poor",
] as const; // prettier-ignore
const byName = ["name=小明", "name=lxm"] as const;

/** Where a province has most of the counties that `addCounties` makes. */
export const wide = "50";

interface Asking {
  readonly app: FastifyInstance;
  readonly ground: Ground;
  readonly cookie: string;
  readonly scope: Scope;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e6;
}

async function compare({ app, ground, cookie, scope }: Asking, filter: string, rounds: number): Promise<Line> {
  const { tonghu, database } = ground;
  const query = LedgerQuery.parse(Object.fromEntries(new URLSearchParams(filter)));
  const looking = { machine: tonghu.machine, scope, day: today(systemClock) };
  const [ours, bare]: [number[], number[]] = [[], []];
  let lines = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const asked = await timed(async () => {
      const answer = await app.inject({ url: `/api/caselist/children?${filter}`, headers: { cookie } });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      lines = answer.json<{ lines: unknown[] }>().lines.length;
    });
    const plain = await timed(() => ledgerPage(database.owner, looking, query, null, query.limit + 1));
    if (round > 0) {
      ours.push(asked);
      bare.push(plain);
    }
  }
  const times = rounded(median(ours) / median(bare));
  return {
    filter: filter || "none",
    lines,
    "Tonghu ms": spread(ours),
    "same SQL ms": spread(bare),
    "times slower": times,
  };
}

/** The ledger's likely filters: of one county, and of a province that has nearly all of the rows. */
export async function ledgerFilters(sizes: Sizes): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-bench-desk-"));
  const lines = await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    await addCounties(ground, sizes.counties);
    await addPeople(ground.database.owner, [{ name: "省级", kind: "province", area: wide }], {
      demo: true,
      day: "2024-01-01",
    });
    const app = await serverOf(ground.tonghu, folder, "silent");
    const asking = async (post: "county" | "province", area: string): Promise<Asking> => ({
      app, ground, scope: subtree(area), cookie: await signIn(ground, post, area),
    }); // prettier-ignore
    const own = await asking("county", county);
    const all = await asking("province", wide);
    const measured: Line[] = [];
    for (const filter of [...filters, ...byName])
      measured.push({ of: "a county", ...(await compare(own, filter, sizes.rounds * 4)) });
    for (const filter of filters)
      measured.push({ of: "a province", ...(await compare(all, filter, sizes.rounds * 4)) });
    await app.close();
    return measured;
  });
  rmSync(folder, { recursive: true, force: true });
  return {
    title: "The ledger's filters",
    aim: `under 100 ms at ${sizes.county * sizes.counties} children, row security on`,
    lines,
    notes: [
      `one county of ${sizes.county} among ${sizes.counties}; the province has all but that one. Rows of other counties are copies without journals, whose names cannot be opened`,
      "Tonghu: session, permission, row security, names opened, the look kept in a durable commit, JSON; in one process, without a socket",
    ],
  };
}
