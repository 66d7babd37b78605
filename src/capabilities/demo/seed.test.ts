import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Queryable } from "#platform/journal/queryable.ts";
import { verify } from "#platform/journal/verify.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { entriesIn } from "../../../test/entries.ts";
import { seedDemo } from "./index.ts";

/* The sample county as an officer meets it on a first start, on a real database. */

const today = "2026-11-22";
let people: Cast;
let owner: Queryable;
let made: { children: number; visits: number };

before(async () => {
  people = await cast(`${today}T02:00:00.000Z`);
  owner = people.database.db.owner;
  made = await fill(people);
});
after(() => people.close());

const fill = ({ tonghu, database }: Cast): Promise<typeof made> => {
  const { ground, journal, policyFor, gradingFor, calendar } = tonghu;
  const world = { ...ground, owner: database.db.owner, journal, policyFor, gradingFor, calendar };
  return seedDemo(world, { area: places.county, children: 600, seed: 11, visits: true });
};

async function one(text: string): Promise<Record<string, number>> {
  return (await owner.query<Record<string, number>>(text)).rows[0] ?? {};
}

const held = `from caselist where from_day <= '${today}' and to_day > '${today}'`;

test("a person for each post, from the village to the province", async () => {
  const { rows } = await owner.query<{ kind: string; area: string; count: number }>(
    "select kind, min(area) as area, count(*)::int as count from account_post where kind <> 'director' group by kind order by kind",
  );
  const posts = new Map(rows.map(({ kind, area, count }) => [kind, [area, count]]));
  assert.deepEqual(posts.get("province"), ["44", 1]);
  assert.deepEqual(posts.get("city"), ["4452", 1]);
  assert.deepEqual(posts.get("county"), ["445281", 2], "whoever composes a list does not check it");
  assert.ok(Number(posts.get("supervisor")?.[1]) > 20);
});

test("mandatory reports of the past year show how long they waited", async () => {
  const times = await one(`
    select count(*)::int as closed, (count(*) filter (where arrived_at < received_at and received_at < handled_at))::int as timed
    from concern_item where closed_at is not null`);
  assert.ok(Number(times["closed"]) > 15, JSON.stringify(times));
  assert.equal(times["timed"], times["closed"]);
});

test("departments' lists: what one says otherwise is late, two of its children are in no file, half of another waits for a word", async () => {
  const { rows } = await owner.query(
    "select kind, status, refused, review, strangers from comparison_list order by started_at",
  );
  assert.deepEqual(rows, [
    { kind: "disability_certificates", status: "done", refused: 0, review: 0, strangers: 2 },
    { kind: "school_roll", status: "held", refused: 0, review: 0, strangers: null },
  ]);
  const { late = 0, beyond } = await one(`
    select (select count(*)::int from anomaly_item where due < '${today}' and closed_on is null) as late,
      (select count(*)::int from anomaly_unregistered where closed_on is null) as beyond`);
  assert.ok(late >= 3, String(late));
  assert.equal(beyond, 2);
});

test("something waits on every page: proposals, tasks of which some are late, visits of which few are", async () => {
  const list = await one(`
    select (count(*) filter (where proposed is not null))::int as proposed, (count(*) filter (where panel))::int as panels,
      (count(*) filter (where not open))::int as closed, (count(*) filter (where open and level is not null))::int as visited,
      (count(*) filter (where open and due_on < '${today}'))::int as late,
      (max('${today}'::date - due_on) filter (where open))::int as longest
    ${held}`);
  const { proposed = 0, panels = 0, closed = 0, visited = 0, late = 0, longest = 0 } = list;
  assert.ok(proposed >= 1 && panels >= 1 && closed >= 1, JSON.stringify(list));
  assert.ok(late > 0 && late / visited < 0.1 && longest < 160, JSON.stringify(list));
  const tasks = await one(`
    select count(*)::int as all, (count(*) filter (where closed is null))::int as open,
      (count(*) filter (where closed is null and due < '${today}'))::int as late from task_item`);
  const { all = 0, open = 0, late: overdue = 0 } = tasks;
  assert.ok(open > 1 && overdue >= 1 && open < all, JSON.stringify(tasks));
});

test("some are asked to be recognised: one waits for the township, one that it has verified for the county", async () => {
  const { rows } = await owner.query<{ waits: string }>(
    "select distinct waits from recognition_item where ended_on is null order by waits",
  );
  assert.deepEqual(rows.map(({ waits }) => waits), ["county", "township"]);
}); // prettier-ignore

test("referrals in every state: sent, received, accepted, answered, returned, closed; some are late", async () => {
  const { rows } = await owner.query<{ stage: string; late: boolean }>(
    `select stage, bool_or(due < '${today}') as late from referral_item group by stage order by stage`,
  );
  assert.deepEqual(
    rows.map(({ stage }) => stage),
    ["accepted", "answered", "closed", "received", "returned", "sent"],
  );
  assert.ok(rows.some(({ late }) => late));
});

test("conferences before the meeting, with a decision past its day, and reviewed", async () => {
  const { rows } = await owner.query<{ stage: string }>("select stage from conference_item group by stage order by stage");
  assert.deepEqual(rows.map(({ stage }) => stage), ["called", "closed", "held"]);
  const { late = 0 } = await one(`select count(*)::int as late from conference_decision where due < '${today}'`);
  assert.ok(late > 0);
  const { most = 0 } = await one("select max(n)::int as most from (select count(*) as n from conference_item group by sitting) s");
  assert.ok(most > 1, "one meeting is about brothers and sisters");
}); // prettier-ignore

test("agreements of care: signed, waiting, soon over, and a carer in doubt", async () => {
  const agreed = await one(`
    select (count(*) filter (where signed))::int as signed, (count(*) filter (where not signed and no is not null))::int as waiting,
      (count(*) filter (where doubt_on is not null))::int as doubted,
      (count(*) filter (where until_on between '${today}' and '${today}'::date + 30))::int as ending from entrustment_item`);
  const { signed = 0, waiting = 0, doubted = 0, ending = 0 } = agreed;
  assert.ok(signed > 1 && waiting > 0 && doubted > 0 && ending > 0, JSON.stringify(agreed));
});

test("parents who went out to work wait for their village's word, some about nobody of it", async () => {
  const { waiting = 0, villages = 0 } = await one(
    "select count(*)::int as waiting, count(distinct area)::int as villages from declaration_item where settled_at is null",
  );
  assert.ok(villages > 1 && waiting > villages, JSON.stringify({ waiting, villages }));
});

test("panels that stand and that have expired, a refused proposal and a move are in the journal", async () => {
  const entries = await entriesIn(people);
  const of = (kind: string): typeof entries => entries.filter((entry) => entry.kind === kind);
  const panels = of("grade.panel_decided").map((entry) => String(entry.body["until"]));
  assert.ok(panels.some((until) => until > today) && panels.some((until) => until <= today));
  for (const kind of ["grade.proposal_rejected", "registry.child_moved"]) assert.ok(of(kind).length >= 1, kind);
});

test("each visit names the form of a policy of its day", async () => {
  const visits = (await entriesIn(people)).filter((entry) => entry.kind === "visit.recorded");
  assert.ok(visits.length > 0);
  assert.deepEqual(
    [...new Set(visits.map((entry) => `${String(entry.body["form"])} ${entry.policyRef}`))],
    ["puning@1 puning@1"],
  );
});

test("the chain holds over all that was made, and made again it is the same", async () => {
  const verdict = await verify(owner, people.tonghu.machine);
  assert.deepEqual(verdict.faults, []);
  const other = await cast(`${today}T02:00:00.000Z`);
  try {
    assert.deepEqual(await fill(other), made);
    // but for the receipts of the public page, which hang on the installation's own key, the numbers of givings, which are drawn,
    // the ids of people, of who was trained, and of lists
    const told = async (site: Cast) =>
      (await entriesIn(site)).map(
        ({
          subjectId,
          seq,
          kind,
          body: { receipt: _receipt, number: _number, people: _people, list: _list, by, ...body },
        }) => ({
          subjectId,
          seq,
          kind,
          body: { ...body, by: (by as { readonly name?: string } | undefined)?.name },
        }),
      );
    assert.deepEqual(await told(people), await told(other));
  } finally {
    await other.close();
  }
});
