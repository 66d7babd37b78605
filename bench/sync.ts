import pg from "pg";
import { type Id, newId } from "#kernel/id.ts";
import { BATCH_MOST, type SendBatch } from "#capabilities/sync/words.ts";
import { type Answer, type Line, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import type { Sent } from "./load.ts";
import { makeReferenceTables, type Pair, signIn, withPair } from "./pairs.ts";
import { load, type Server } from "./processes.ts";
import { processorSeconds } from "./processor.ts";
import type { Sizes } from "./sizes.ts";

/*
 * What phones bring when they meet the server: one phone with thousands of visits, and hundreds of phones at once. The
 * bare reference takes each visit in a call and a transaction of its own.
 */

/** A director with a session, and the children of the village. */
interface Director {
  readonly personId: Id;
  readonly area: string;
  readonly cookie: string;
  readonly children: readonly Id[];
}

async function directors(ground: Ground, most: number): Promise<Director[]> {
  const { rows } = await ground.database.owner.query<Omit<Director, "cookie">>(
    `select p.person_id as "personId", p.area, c.children
     from account_post p join (select area, array_agg(distinct child_id) as children from caselist where open group by area) c on c.area = p.area
     where p.kind = 'director' and p.area like $1 order by cardinality(c.children) desc, p.area limit $2`,
    [`${county}%`, most],
  );
  const entered: Director[] = [];
  for (const row of rows) entered.push({ ...row, cookie: await signIn(ground, "director", row.area) });
  return entered;
}

const made = new Date().toISOString();
const visit = (childId: Id): object => ({
  id: newId(), operation: "visit.record", childId, at: made,
  body: { kind: "home_visit", form: "puning@1", spokeWith: "祖母", note: "孩子在家，情况没有变化" },
}); // prettier-ignore

/** So many visits of one director, in as many batches as they need. */
function batches({ personId, area, cookie, children }: Director, count: number): Sent[] {
  const commands = Array.from({ length: count }, (_, n) => visit(children[n % children.length] ?? personId));
  return Array.from({ length: Math.ceil(count / BATCH_MOST) }, (_, n) => {
    const body: SendBatch = {
      personId, area, sentAt: made, unsent: count - n * BATCH_MOST,
      commands: commands.slice(n * BATCH_MOST, (n + 1) * BATCH_MOST),
    }; // prettier-ignore
    return { method: "POST", path: "/api/sync/batches", cookie, body };
  });
}

/** The same visits for the reference. */
const bare = (batch: Sent): Sent[] =>
  (batch.body as SendBatch).commands.map((command) => {
    const { id, childId, body } = command as { id: Id; childId: Id; body: object };
    return { method: "POST", path: "/visits", cookie: batch.cookie, body: { ...body, id, childId } };
  });

interface Took {
  readonly seconds: number;
  readonly processor: number;
}

async function sent(server: Server, dataDir: string, requests: readonly Sent[], connections: number): Promise<Took> {
  const before = processorSeconds(server.pid, dataDir);
  const done = await load({ port: server.port, connections, requests, count: requests.length });
  if (done.refused > 0) throw new Error(`${done.refused} of ${requests.length} were refused: ${done.example}`);
  return { seconds: done.seconds, processor: processorSeconds(server.pid, dataDir) - before };
}

/** How many commits of one small row a second the database makes, over so many connections. */
async function commitsPerSecond({ url }: Ground, connections: number, count: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query("create table if not exists reference.mark (id uuid primary key, at timestamptz not null)");
  let left = count;
  const turns = Array.from({ length: connections }, async () => {
    while (left-- > 0) await pool.query("insert into reference.mark values ($1, $2)", [newId(), new Date()]);
  });
  const began = performance.now();
  await Promise.all(turns);
  const seconds = (performance.now() - began) / 1000;
  await pool.end();
  return count / seconds;
}

/** What arrived, counted where it must be. */
async function visitsStored({ database }: Ground): Promise<number> {
  const { rows } = await database.owner.query<{ n: number }>(
    "select count(*)::int as n from entry where kind = 'visit.recorded'",
  );
  return rows[0]?.n ?? 0;
}

interface Scene {
  readonly ground: Ground;
  readonly pair: Pair;
  readonly what: string;
  readonly connections: number;
  readonly rounds: number;
  readonly make: () => Sent[];
}

async function compare({ ground, pair, what, connections, rounds, make }: Scene): Promise<Line> {
  const [ours, reference, commits]: [Took[], Took[], number[]] = [[], [], []];
  let visits = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const requests = make();
    visits = requests.reduce((sum, { body }) => sum + (body as SendBatch).commands.length, 0);
    const before = await visitsStored(ground);
    const took = await sent(pair.ours, pair.dataDir, requests, connections);
    const stored = (await visitsStored(ground)) - before;
    if (stored !== visits) throw new Error(`${stored} of ${visits} visits were stored`);
    const plain = await sent(pair.reference, pair.dataDir, make().flatMap(bare), connections);
    const rate = await commitsPerSecond(ground, Math.min(connections, 20), Math.min(visits, 2000));
    if (round === 0) continue; // warms up
    ours.push(took);
    reference.push(plain);
    commits.push(rate);
  }
  const rates = ours.map(({ seconds }) => visits / seconds);
  return {
    what,
    visits,
    "Tonghu s": spread(ours.map(({ seconds }) => seconds)),
    "processor s": rounded(median(ours.map(({ processor }) => processor))),
    "visits per s": spread(rates),
    "reference s": spread(reference.map(({ seconds }) => seconds)),
    "commits per s": spread(commits),
    "visits per commit": spread(rates.map((rate, n) => rate / (commits[n] ?? NaN))),
  };
}

/** As many calls as the server has under way at once (http/crowd.ts): of more phones the others are told to come again. */
const AT_ONCE = 250;

/** Batches of visits from one phone, and from hundreds at once. */
export async function syncs(sizes: Sizes): Promise<Answer> {
  const lines = await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    const entered = await directors(ground, sizes.phones);
    const [first] = entered;
    if (!first) throw new Error("no director");
    return withPair(ground, async (pair) => {
      const common = { ground, pair, rounds: sizes.rounds };
      const one = `one phone, batches of ${BATCH_MOST}`;
      const many = `${entered.length} phones at once, a day's visits each`;
      return [
        await compare({ ...common, what: one, connections: 1, make: () => batches(first, sizes.queued) }),
        await compare({ ...common, what: many, connections: Math.min(entered.length, AT_ONCE), make: () => entered.flatMap((director) => batches(director, 12)) }),
      ]; // prettier-ignore
    });
  });
  return {
    title: "Visits brought by phones",
    aim: "5,000 queued visits in batches under 2 s of server time; 500 phones at once",
    lines,
    notes: [
      `a county of ${sizes.county} children; every visit is counted in the journal after each round`,
      `phones at once: ${AT_ONCE} calls under way, as many as the server takes; each of the others follows one that was answered`,
      "commits: one small row each, over as many connections (20 at most, as the server has); more than one visit per commit is what a batch saves",
    ],
  };
}
