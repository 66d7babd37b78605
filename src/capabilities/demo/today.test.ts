import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Cast, cast, places, server } from "#test/cast.ts";
import { seedDemo } from "./index.ts";

/* Each number that a post is told in the morning, and the list that it opens: exactly as many, for every post. */

let people: Cast;
let app: FastifyInstance;

before(async () => {
  people = await cast("2026-11-22T02:00:00.000Z");
  const { ground, journal, policyFor, gradingFor, calendar } = people.tonghu;
  const world = { ...ground, owner: people.database.db.owner, journal, policyFor, gradingFor, calendar };
  await seedDemo(world, { area: places.county, children: 300, seed: 7, visits: true });
  app = await server(people);
});
after(async () => {
  await app.close();
  await people.close();
});

type Get = (url: string) => Promise<unknown>;

async function enterAs(personId: string): Promise<Get> {
  const opened = await app.inject({ method: "POST", url: "/api/account/demo-sessions", payload: { personId } });
  const cookie = opened.cookies.map((one) => `${one.name}=${one.value}`).join("; ");
  return async (url) => {
    const answer = await app.inject({ url, headers: { cookie } });
    if (answer.statusCode === 403) return undefined; // a card that this post does not have
    assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`);
    return answer.json<unknown>();
  };
}

/** All of a list, page by page. */
async function lengthOf(get: Get, url: string): Promise<number> {
  const joint = url.includes("?") ? "&" : "?";
  let all = 0;
  let next: string | null = "";
  do {
    const page = (await get(`${url}${joint}limit=50${next === "" ? "" : `&after=${next}`}`)) as { lines: unknown[]; next: string | null }; // prettier-ignore
    all += page.lines.length;
    next = page.next;
  } while (next !== null);
  return all;
}

/** The number's place in its answer, and its lists: together they hold as many. */
type Behind = readonly [number: string, ...lists: readonly string[]];

const house: Readonly<Record<string, readonly Behind[]>> = {
  "/api/caselist/summary": [
    ["children", "caselist/children"], ["served", "caselist/children?served=yes"], ["awaiting", "caselist/children?awaiting=yes"],
    ["proposed", "caselist/children?proposed=yes"], ["overdue", "caselist/due?when=overdue"], ["today", "caselist/due?when=today"],
    ["week", "caselist/due?when=week"], ["openTasks", "task/open"], ["lateTasks", "task/open?when=late"],
  ],
  "/api/referral/today": [
    ["open", "referral/list"], ["answer", "referral/list?waits=department"], ["check", "referral/list?stage=answered"],
    ["returned", "referral/list?stage=returned"], ["late", "referral/list?when=late"], ["climbed", "referral/list?when=climbed"],
    ["reminded", "referral/list?when=reminded"],
  ],
  "/api/conference/today": [
    ["open", "conference/list"], ["hold", "conference/list?when=hold"], ["silent", "conference/list?when=silent"],
    ["review", "conference/list?when=review"], ["overdue", "conference/list?when=climbed"], ["decisions", "conference/decisions"],
    ["unable", "conference/decisions?when=unable"], ["late", "conference/decisions?when=late"],
    ["climbed", "conference/decisions?when=climbed"], ["reminded", "conference/decisions?when=reminded"],
  ],
  "/api/recognition/today": [
    ["open", "recognition/list"], ["township", "recognition/list?waits=township"], ["county", "recognition/list?waits=county"],
    ["late", "recognition/list?late=yes"],
  ],
  "/api/entrustment/counts": (["unable", "without", "waiting", "ending"] as const).map((show) => [show, `entrustment/list?show=${show}`]),
}; // prettier-ignore

const above: typeof house = {
  "/api/bulletin/today": (["check", "submitted", "composing", "sending", "unreceived"] as const).map((waiting) => [waiting, `bulletin/lists?waiting=${waiting}`]),
}; // prettier-ignore

const department: typeof house = {
  "/api/referral/inbox/today": [
    ["answer", "referral/inbox"],
    ...(["urgent", "late", "climbed", "reminded"] as const).map((when): Behind => [when, `referral/inbox?when=${when}`]),
  ],
  "/api/conference/inbox/today": [
    ["answer", "conference/inbox?when=waits"],
    ...(["late", "climbed", "reminded"] as const).map((when): Behind => [when, `conference/inbox?when=${when}`]),
  ],
}; // prettier-ignore

/** Answers which numbers were of something, so that not all of them are nothing against nothing. */
async function agree(get: Get, of: typeof house, area?: string): Promise<string[]> {
  const told: string[] = [];
  for (const [from, all] of Object.entries(of)) {
    const counts = (await get(area === undefined ? from : `${from}?area=${area}`)) as Readonly<Record<string, number>> | undefined;
    if (counts === undefined) continue;
    for (const [number, ...lists] of all) {
      const urls = lists.map((list) => (area === undefined ? list : `${list}${list.includes("?") ? "&" : "?"}area=${area}`));
      const lengths = await Promise.all(urls.map((url) => lengthOf(get, `/api/${url}`)));
      assert.equal(counts[number], lengths.reduce((sum, one) => sum + one, 0), `${from} ${number}: ${urls.join(", ")}`);
      if (counts[number] !== 0) told.push(`${from} ${number}`);
    }
  }
  return told;
} // prettier-ignore

const peopleOf = async (kind: string): Promise<{ personId: string; area: string }[]> =>
  (
    await people.database.db.owner.query<{ personId: string; area: string }>(
      `select person_id as "personId", area from account_post where kind = $1 order by area, person_id`,
      [kind],
    )
  ).rows;

test("county, city and province are told what their lists hold, of all and of one township", async () => {
  for (const kind of ["county", "city", "province"]) {
    const [officer] = await peopleOf(kind);
    assert.ok(officer, kind);
    const get = await enterAs(officer.personId);
    const told = await agree(get, { ...house, ...above });
    assert.ok(told.length > 15, told.join("\n"));
    await agree(get, house, places.east);
  }
});

test("so is a supervisor, and the anomalies and declarations that wait are those of the page", async () => {
  for (const { personId, area } of (await peopleOf("supervisor")).slice(0, 3)) {
    const get = await enterAs(personId);
    const told = await agree(get, house);
    assert.ok(told.includes("/api/caselist/summary children"), area);
  }
  const [officer] = await peopleOf("county");
  const get = await enterAs(officer?.personId ?? "");
  const waiting = (await get("/api/anomaly/counts")) as Record<"open" | "late" | "climbed" | "reminded", number>[];
  for (const [number, narrow] of [["open", ""], ["late", "&when=late"], ["climbed", "&when=climbed"], ["reminded", "&when=reminded"]] as const) {
    const lengths = await Promise.all(["open", "unregistered"].map((list) => lengthOf(get, `/api/anomaly/${list}?open=yes${narrow}`)));
    assert.equal(waiting.reduce((sum, one) => sum + one[number], 0), lengths.reduce((sum, one) => sum + one, 0), number);
  }
}); // prettier-ignore

test("each department is told what its own inbox holds", async () => {
  const told: string[] = [];
  for (const { personId } of await peopleOf("department"))
    told.push(...(await agree(await enterAs(personId), department)));
  assert.ok(told.includes("/api/referral/inbox/today answer"), told.join("\n"));
});
