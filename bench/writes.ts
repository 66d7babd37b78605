import { today, systemClock } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { type DemoChild, generateChildren, type Village } from "#capabilities/demo/index.ts";
import type { Answer, Line } from "./figures.ts";
import { county, type Ground, onGround, seed } from "./ground.ts";
import type { Sent } from "./load.ts";
import { columns, duel, makeReferenceTables, type Pair, signIn, withPair } from "./pairs.ts";
import type { Sizes } from "./sizes.ts";

async function villagesOf({ database }: Ground): Promise<Village[]> {
  const day = today(systemClock);
  const villages: Village[] = [];
  for (const township of await childrenOf(database.owner, county, day))
    villages.push(...(await childrenOf(database.owner, township.code, day)));
  return villages;
}

/** Goes on where the demo stopped: children of the same town that are not in the database yet. */
function* newcomers(villages: readonly Village[], after: number): Generator<DemoChild> {
  let n = 0;
  for (const child of generateChildren({ seed, count: after + 1_000_000, villages, today: today(systemClock) })) {
    if (n++ >= after) yield child;
  }
}

const registering = (cookie: string, area: string, child: DemoChild): Sent => ({
  method: "POST", path: "/api/registry/children", cookie,
  body: { id: newId(), childId: child.childId, area, facts: { ...child.facts, "residence.area": area } },
}); // prettier-ignore

const visiting = (cookie: string, childId: Id): Sent => ({
  method: "POST", path: `/api/visit/children/${childId}/visits`, cookie,
  body: { id: newId(), kind: "home_visit", form: "puning@1", spokeWith: "祖母", note: "孩子在家，情况没有变化" },
}); // prettier-ignore

/** The same for the reference, which takes a visit's child in the body. */
function bare(sent: Sent): Sent {
  const childId = /children\/([0-9a-f-]{36})/.exec(sent.path)?.[1];
  if (childId === undefined) return { ...sent, path: "/children" };
  return { ...sent, path: "/visits", body: { ...(sent.body as object), childId } };
}

interface Scene {
  readonly pair: Pair;
  readonly sizes: Sizes;
  readonly what: string;
  readonly make: (count: number) => Sent[];
}

async function compare({ pair, sizes, what, make }: Scene): Promise<Line[]> {
  const lines: Line[] = [];
  for (const connections of [1, 10, 50]) {
    const count = connections === 1 ? sizes.writes / 4 : sizes.writes;
    const common = { connections, count, rounds: sizes.rounds };
    const outcome = await duel(pair, { ...common, ours: () => make(count), reference: () => make(count).map(bare) });
    lines.push({ what, connections, ...columns(outcome) });
  }
  return lines;
}

/** Registering a child and recording a visit, beside the bare reference. */
export async function writes(sizes: Sizes): Promise<Answer> {
  const lines = await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    const villages = await villagesOf(ground);
    const fresh = newcomers(villages, sizes.county);
    const township = villages[0]?.code.slice(0, 9) ?? "";
    const near = villages.filter((village) => village.code.startsWith(township));
    const cookie = await signIn(ground, "supervisor", township);
    const { rows } = await ground.database.owner.query<{ id: Id }>(
      "select distinct child_id as id from caselist where area like $1 and open", [`${township}%`]); // prettier-ignore
    const register = (count: number): Sent[] =>
      Array.from({ length: count }, (_, n) =>
        registering(cookie, near[n % near.length]?.code ?? "", fresh.next().value as DemoChild),
      );
    const visit = (count: number): Sent[] =>
      Array.from({ length: count }, (_, n) => visiting(cookie, rows[n % rows.length]?.id ?? ""));
    return withPair(ground, async (pair) => [
      ...(await compare({ pair, sizes, what: "visit", make: visit })),
      ...(await compare({ pair, sizes, what: "registration", make: register })),
    ]);
  });
  return {
    title: "Writes over HTTP",
    aim: "within 3 times of the bare reference at 1, 10 and 50 connections",
    lines,
    notes: [
      `${sizes.rounds} alternating rounds after one to warm up: median (lowest-highest)`,
      `a county of ${sizes.county} children; a township's supervisor writes`,
    ],
  };
}
