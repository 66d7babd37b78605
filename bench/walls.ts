import { linesOf } from "#capabilities/caselist/index.ts";
import { ledgerPage } from "#capabilities/caselist/ledger.ts";
import * as caselist from "#capabilities/caselist/queries.ts";
import { searchPage } from "#capabilities/caselist/search.ts";
import { named } from "#capabilities/caselist/shown.ts";
import { LedgerQuery } from "#capabilities/caselist/words.ts";
import { systemClock, today } from "#kernel/clock.ts";
import { addDays } from "#kernel/day.ts";
import { type Scope, subtree } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import type { Reading } from "#platform/journal/opened.ts";
import { type Answer, type Line, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import { namesOf } from "./names.ts";
import { processorSeconds } from "./processor.ts";
import type { Sizes } from "./sizes.ts";

/*
 * What the walls cost: scope, row security and sealed content, beside the same question without them, asked by the owner
 * of a table of the same rows with names and states in clear. In one process, so that HTTP does not stand in between.
 */

const plain = `
  create schema plain;
  create table plain.line as select c.*, ''::text as name, ''::text as guardian from caselist c;
  create table plain.file (id uuid primary key, state text not null)`;
const indexes = `
  create index on plain.line (county, child_id, from_day);
  create index on plain.line (area, rank, child_id);
  create index on plain.line (county, rank, child_id);
  create index on plain.line (county, rank, due_on, child_id) where due_on is not null`;

async function fillPlain({ database, tonghu }: Ground): Promise<string[]> {
  const { owner } = database;
  await owner.query(plain);
  const all = await namesOf(owner, tonghu.machine);
  const [ids, names] = [all.map((one) => one.childId), all.map((one) => one.name)];
  await owner.query(
    "update plain.line l set name = n.name, guardian = n.guardian from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, name, guardian) where l.child_id = n.id",
    [ids, names, all.map((one) => one.guardian)],
  );
  await owner.query("insert into plain.file select * from unnest($1::uuid[], $2::text[])", [
    ids,
    all.map((one) => one.state),
  ]);
  await owner.query(indexes);
  for (const table of ["plain.line", "plain.file"]) await owner.query(`vacuum full analyze ${table}`);
  return ids;
}

interface Question {
  readonly what: string;
  readonly ours: () => Promise<unknown>;
  readonly bare: () => Promise<unknown>;
}

const ledgerQuery = LedgerQuery.parse({});

function questions({ database, tonghu }: Ground, village: string, ids: readonly string[]): Question[] {
  const { pool, owner } = database;
  const { machine, journal } = tonghu;
  const day = today(systemClock);
  const reading = (scope: Scope): Reading => (work) => readInScope(pool, scope, work); // prettier-ignore
  const [ofVillage, ofCounty] = [subtree(village), subtree(county)];
  const held = "from_day <= $1 and to_day > $1 and open and county = $2";
  const bare = (name: string, text: string, values: unknown[]) => () => owner.query({ name, text, values });
  let turn = 0;
  const next = (): string => ids[(turn += 7919) % ids.length] ?? "";
  const due = async (): Promise<unknown> => {
    const looking = { machine, scope: ofVillage, day };
    const window = ["0001-01-01", addDays(day, 31)] as const;
    const read = reading(ofVillage);
    return named(machine, read, await read((db) => caselist.dueLines(db, looking, window, null, 201)));
  };
  const page = async (): Promise<unknown> => {
    const read = reading(ofCounty);
    const looking = { machine, scope: ofCounty, day };
    return named(machine, read, await read((db) => ledgerPage(db, looking, ledgerQuery, null, 51)));
  };
  const searched = { ...ledgerQuery, name: "小明" };
  return [
    {
      what: "due list of a village",
      ours: due,
      bare: bare("due", `select *, null as director from plain.line where ${held} and area = $3 and due_on <= $4 order by rank, due_on, child_id limit 201`, [day, county, village, addDays(day, 31)]),
    },
    {
      what: "ledger page of a county",
      ours: page,
      bare: bare("page", `select * from plain.line where ${held} order by rank, child_id limit 51`, [day, county]),
    },
    {
      what: "search by two characters of a name, county",
      ours: () => searchPage(reading(ofCounty), { machine, scope: ofCounty, day }, searched, null),
      bare: bare("search", `select * from plain.line where ${held} and position($3 in name) > 0 order by rank, child_id limit 51`, [day, county, searched.name]),
    },
    {
      what: "file, never opened before or long ago",
      ours: () => readInScope(pool, ofCounty, (db) => journal.find(db, [next()])),
      bare: async () => {
        const { rows } = await owner.query<{ state: string }>({ name: "file", text: "select state from plain.file where id = $1", values: [next()] });
        return JSON.parse(rows[0]?.state ?? "{}") as unknown;
      },
    },
    {
      what: "line of one child",
      ours: () => linesOf(reading(ofCounty), { machine, scope: ofCounty, day }, [next()]),
      bare: async () => owner.query({ name: "line", text: `select * from plain.line where ${held} and child_id = $3`, values: [day, county, next()] }),
    },
  ]; // prettier-ignore
}

/** Each time's milliseconds by the clock, and of the processor: this program's and the database's. */
interface Cost {
  readonly clock: number;
  readonly processor: number;
}

async function costOf(work: () => Promise<unknown>, dataDir: string): Promise<Cost> {
  const [begun, before] = [performance.now(), processorSeconds(process.pid, dataDir)];
  for (let n = 0; n < TIMES; n += 1) await work();
  const clock = performance.now() - begun;
  return { clock: clock / TIMES, processor: ((processorSeconds(process.pid, dataDir) - before) * 1000) / TIMES };
}

const TIMES = 60;

/** The kernel counts the processor by hundredths of a second: over all rounds together it says something. */
const meanOf = (costs: readonly Cost[]): number => costs.reduce((sum, one) => sum + one.processor, 0) / costs.length;

async function compared({ what, ours, bare }: Question, rounds: number, dataDir: string): Promise<Line> {
  const [mine, theirs]: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round <= rounds * 2; round += 1) {
    const [a, b] = [await costOf(ours, dataDir), await costOf(bare, dataDir)];
    if (round > 0) mine.push(a);
    if (round > 0) theirs.push(b);
  }
  const clocks = [mine, theirs].map((costs) => costs.map(({ clock }) => clock)) as [number[], number[]];
  return {
    what,
    "ms with the walls": spread(clocks[0]),
    "ms without": spread(clocks[1]),
    times: rounded(median(clocks[0]) / median(clocks[1])),
    "processor ms": `${rounded(meanOf(mine))} / ${rounded(meanOf(theirs))}`,
    "times the processor": rounded(meanOf(mine) / meanOf(theirs)),
  };
}

/** Scope, row security and decryption on the due list, the ledger, the search and the file. */
export async function walls(sizes: Sizes): Promise<Answer> {
  const lines = await onGround(sizes.county, async (ground) => {
    const ids = await fillPlain(ground);
    const { rows } = await ground.database.owner.query<{ area: string }>(
      "select area from plain.line where due_on is not null group by area order by count(*) desc limit 1",
    );
    const measured: Line[] = [];
    for (const question of questions(ground, rows[0]?.area ?? "", ids))
      measured.push(await compared(question, sizes.rounds, ground.dataDir));
    return measured;
  });
  return {
    title: "Scope, row security and decryption",
    aim: "within 1.5 times of the same question without them",
    lines,
    notes: ["without: the owner asks, no transaction, no row security, names and states in clear"],
  };
}
