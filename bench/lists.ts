import { today, systemClock } from "#kernel/clock.ts";
import { addDays } from "#kernel/day.ts";
import type { Answer, Line } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import { namesOf } from "./names.ts";
import { columns, duel, makeReferenceTables, type Pair, signIn, withPair } from "./pairs.ts";
import type { Sizes } from "./sizes.ts";

/**
 * More counties of the same size: the ledger's rows of the measured county, with other county codes and other ids. By
 * SQL and without their journals, since a list reads the ledger alone and a million journals take an hour.
 */
export async function addCounties({ database }: Ground, upTo: number): Promise<void> {
  const names =
    "county, child_id, from_day, to_day, area, open, sealed, sex, birth_date, level, rank, served, ledgers, categories, kinds, grounds, suspected, unknown, panel, guardianship, intervened, proposed, last_home, last_contact, home_due, contact_due, due_on, policy_ref";
  const other: Readonly<Record<string, string>> = {
    county: "n::text",
    area: "n || substr(area, 7)",
    child_id: "overlay(child_id::text placing lpad(to_hex(n), 6, '0') from 25 for 6)::uuid",
  };
  const chosen = names.split(", ").map((name) => other[name] ?? name).join(", "); // prettier-ignore
  await database.owner.query(
    `insert into caselist (${names}) select ${chosen} from caselist, generate_series(500001, 500000 + ${upTo - 1}) n where county = '${county}'`,
  );
  await database.owner.query(
    `insert into caselist_name (county, child_id, area, marks)
     select n::text, ${other["child_id"]}, n || substr(area, 7), marks from caselist_name, generate_series(500001, 500000 + ${upTo - 1}) n where county = '${county}'`,
  );
  await database.owner.query("vacuum analyze caselist, caselist_name");
}

/** The reference keeps one row for each child, of today, with names in clear. */
async function fillReference({ database, tonghu }: Ground): Promise<void> {
  await database.owner.query("truncate reference.line");
  await database.owner.query(
    `insert into reference.line select county, child_id, area, open, '欧阳小明', sex, birth_date::text, level, rank, served, ledgers, categories,
       kinds, grounds, suspected, unknown, panel, proposed, '欧阳春花', last_home::text, last_contact::text, home_due::text, contact_due::text,
       due_on, from_day::text, policy_ref from caselist where from_day <= $1 and to_day > $1 and open`,
    [today(systemClock)],
  );
  const named = await namesOf(database.owner, tonghu.machine);
  await database.owner.query(
    "update reference.line l set name = n.name, guardian = n.guardian from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, name, guardian) where l.child_id = n.id",
    [named.map((one) => one.childId), named.map((one) => one.name), named.map((one) => one.guardian)],
  );
  await database.owner.query("vacuum full analyze reference.line");
}

interface List {
  readonly what: string;
  readonly path: string;
  readonly bare: string;
  readonly cookie: string;
}

/** The village with the median number of children due within a month, and at least one. */
async function middlingVillage({ database }: Ground): Promise<string> {
  const { rows } = await database.owner.query<{ area: string }>(
    `select area from caselist where county = $1 and open and from_day <= $2 and to_day > $2 and due_on <= $3 group by area order by count(*), area`,
    [county, today(systemClock), addDays(today(systemClock), 31)],
  );
  return rows[Math.floor(rows.length / 2)]?.area ?? "";
}

async function compare(pair: Pair, sizes: Sizes, lists: readonly List[], children: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { what, path, bare, cookie } of lists) {
    for (const connections of [1, 10]) {
      const common = { connections, count: connections === 1 ? sizes.reads / 2 : sizes.reads, rounds: sizes.rounds };
      const ask = (url: string) => () => [{ method: "GET", path: url, cookie }] as const;
      const outcome = await duel(pair, { ...common, ours: ask(path), reference: ask(bare) });
      const bytes = `${outcome.ours.bytes} / ${outcome.reference.bytes}`;
      lines.push({ what, children, connections, ...columns(outcome), bytes });
    }
  }
  return lines;
}

/** The village's due list and the county's ledger page, in a small ledger and in a hundred times larger one. */
export async function listings(sizes: Sizes): Promise<Answer> {
  const lines = await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    const director = await signIn(ground, "director", await middlingVillage(ground));
    const officer = await signIn(ground, "county", county);
    const both: List[] = [
      { what: "due list of a village", path: "/api/caselist/due", bare: "/due", cookie: director },
      { what: "ledger page of a county", path: "/api/caselist/children", bare: "/ledger", cookie: officer },
    ];
    const measured: Line[] = [];
    for (const counties of [1, sizes.counties]) {
      if (counties > 1) await addCounties(ground, counties);
      await fillReference(ground);
      for (const looks of ["kept", "left out"]) {
        const compared = await withPair(ground, (pair) => compare(pair, sizes, both, sizes.county * counties), looks === "kept"); // prettier-ignore
        measured.push(...compared.map((line) => ({ ...line, looks })));
      }
    }
    return measured;
  });
  return {
    title: "Lists over HTTP",
    aim: "within 1.5 times of the reference's indexed list, and no slower in the large ledger",
    lines,
    notes: [
      "looks: Tonghu keeps who looked at whom before an answer leaves, in a durable commit; the reference keeps nothing. Left out only to tell the list's own cost",
      `the large ledger is ${sizes.counties} counties of the same size; the counties beside the measured one are ledger rows without journals`,
    ],
  };
}
