import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { settleCuts } from "#capabilities/export/index.ts";
import type { SendingsPage, Ticket } from "#capabilities/export/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { serverOf } from "../../composition.ts";
import { eraseOf } from "../../erasing.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { recallOne } from "./recalling.ts";
import type { BulletinShown, LinesPage, TellShown, ToldPage } from "./words.ts";
import type { BulletinWorld } from "./world.ts";

/* One child taken back from a list that was sent, and what else may not outlast a child: files, reasons, lists of before. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-recalling-"));
const lists = "/api/bulletin/lists";
const received = "/api/bulletin/inbox";
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  county: { kind: "county", area: places.county },
  second: { kind: "county", area: places.county },
  elsewhere: { kind: "county", area: "445224" },
  league: { kind: "department", area: places.county, department: "youth_league" },
} as const;
const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);

const registered = async (name: string): Promise<string> => {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `祖母${childId.slice(-8)}`, "school.state": "dropout" } as const;
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
}; // prettier-ignore

let [one, other, third] = ["", "", ""];
before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
  [one, other, third] = [await registered("甲小明"), await registered("乙小红"), await registered("丙小刚")];
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const posted = async (name: keyof typeof who, url: string, body: object = {}): Promise<readonly [number, string, string]> => {
  const id = newId();
  const answer = await by(name).post(url, { id, ...body });
  return [answer.status, answer.code, id];
}; // prettier-ignore
const ok = async (name: keyof typeof who, url: string, body: object = {}): Promise<string> => {
  const [status, code, id] = await posted(name, url, body);
  assert.equal(status, 200, `${url} ${code}`);
  return id;
};
const refused = async (...asked: Parameters<typeof posted>): Promise<readonly [number, string]> => {
  const [status, code] = await posted(...asked);
  return [status, code];
};
const read = async <T>(name: keyof typeof who, url: string): Promise<T> => {
  const answer = await by(name).get(url);
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};
const compose = (): Promise<string> => ok("county", lists, { item: "mass-organisations", department: "youth_league" });
const sent = async (): Promise<string> => {
  const id = await compose();
  await ok("county", `${lists}/${id}/submit`);
  await ok("second", `${lists}/${id}/check`);
  return id;
};
const namesOf = async (id: string): Promise<string[]> =>
  (await read<ToldPage>("league", `${received}/${id}/lines`)).lines.map(({ name }) => name).toSorted();
const recall = (id: string, child: string): string => `${lists}/${id}/children/${child}/recall`;
const why = { reason: "等级评定有误，已更正" };

/** A department's workbook, and what fetching it answers. */
async function taken(id: string): Promise<() => Promise<number>> {
  const answer = await by("league").post(`${received}/${id}/file`, { id: newId(), purpose: "referral" });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const cookie = [...by("league").jar].map(([key, value]) => `${key}=${value}`).join("; ");
  return async () => (await app.inject({ url: (answer.body as Ticket).link, headers: { cookie } })).statusCode;
}
/** Some seconds later: what is made then is newer. */
const later = (): void => people.clock.set(new Date(people.clock.now().getTime() + 5000).toISOString());

test("two who compose the same list at one moment: one list, and the other is told of it", async () => {
  const wanted = { item: "mass-organisations", department: "women_federation" };
  const answers = await Promise.all(["county", "second", "county", "second"].map((name) => posted(name as "county", lists, wanted)));
  const said = answers.map(([status, code]) => `${status} ${code}`.trim()).toSorted();
  assert.deepEqual(said, ["200", ...Array.from({ length: 3 }, () => "409 bulletin.open_already")]);
}); // prettier-ignore

test("a child is taken back from a list that was sent: the department's line, copy and earlier lists lose it, its file and the ledger of givings say so", async () => {
  const earlier = await sent();
  const id = await sent();
  assert.deepEqual(await namesOf(id), ["丙小刚", "乙小红", "甲小明"]);
  const fetched = await taken(id);
  assert.equal(await fetched(), 200);
  assert.deepEqual(await refused("elsewhere", recall(id, one), why), [404, "bulletin.unknown"]);
  assert.deepEqual(await refused("league", recall(id, one), why), [403, "account.not_permitted"]);
  assert.deepEqual(await refused("county", recall(id, newId()), why), [404, "bulletin.unknown"]);
  await ok("second", recall(id, one), why);
  assert.deepEqual(await refused("second", recall(id, one), why), [409, "bulletin.recalled"]);
  for (const list of [id, earlier]) {
    assert.deepEqual(await namesOf(list), ["", "丙小刚", "乙小红"]);
    const line = (await read<ToldPage>("league", `${received}/${list}/lines`)).lines.find(({ childId }) => childId === one);
    assert.deepEqual([line?.facts, line?.recalled], [[], why.reason]);
    assert.equal((await read<BulletinShown>("league", `${received}/${list}`)).recalled, 1);
  }
  const help = { kind: "visit", what: "上门慰问", by: "志愿服务队", on: "2024-07-01" };
  assert.deepEqual(await refused("league", `${received}/${id}/children/${one}`, help), [409, "bulletin.recalled"]);
  assert.equal(await fetched(), 410, "what was taken along before is not handed out any more");
  later();
  assert.equal(await (await taken(id))(), 200, "a new one is");
  const tells = await read<TellShown[]>("county", `/api/bulletin/children/${one}`);
  assert.deepEqual(tells.map(({ recalled }) => recalled), [why.reason, why.reason]);
  const { lines } = await read<SendingsPage>("county", "/api/export/sendings");
  assert.deepEqual(lines.map(({ children, recalled }) => [children, recalled]), [[3, 1], [3, 1]]);
  await ok("county", `${lists}/${id}/withdraw`, { reason: "整份名单有误" });
  const withdrawn = (await read<SendingsPage>("county", "/api/export/sendings")).lines.find((line) => line.id === id);
  assert.deepEqual([withdrawn?.children, withdrawn?.recalled], [3, 3], "each once");
}); // prettier-ignore

/** The server ends right behind the transaction that says so in the child's file. */
function killedAfter(): { readonly world: BulletinWorld } {
  const { ground, journal, policyFor } = people.tonghu;
  const decide: BulletinWorld["journal"]["decide"] = async (...asked) => {
    await journal.decide(...asked);
    throw new Error("killed");
  };
  return { world: { ...ground, policyFor, journal: { ...journal, decide } } };
}

test("a taking back that was killed behind its entry: no file is handed out meanwhile, and the clock, more than once, does the rest", async () => {
  const id = await sent();
  const fetched = await taken(id);
  assert.equal(await fetched(), 200);
  await assert.rejects(recallOne(killedAfter().world, people.county, id, other, { id: newId(), ...why }), /killed/);
  assert.ok(!(await namesOf(id)).includes("乙小红"), "the entry is there");
  assert.equal(await fetched(), 410, "the file that shows the child is not handed out");
  const givings = await read<SendingsPage>("county", "/api/export/sendings");
  assert.equal(givings.lines.find((line) => line.id === id)?.recalled, 1, "the ledger of givings says so");
  // begun before the entry, finished after it: it may show the child, too
  later();
  const begun = await taken(id);
  assert.equal(await begun(), 410);
  await settleCuts(people.tonghu.ground);
  await settleCuts(people.tonghu.ground);
  assert.deepEqual([await fetched(), await begun()], [410, 410]);
  later();
  assert.equal(await (await taken(id))(), 200, "a new one is handed out");
  await ok("county", `${lists}/${id}/withdraw`, { reason: "整份名单有误" });
}); // prettier-ignore

test("what was told urgently stays when an earlier list takes the child back: an urgent list is withdrawn whole", async () => {
  const id = await sent();
  const { seq } = await read<{ seq: number }>("county", `/api/bulletin/children/${one}/offers`);
  const asked = { item: "mass-organisations", department: "youth_league", reason: "甲小明今晚无人照看", seq };
  const urgent = await ok("county", `/api/bulletin/children/${one}`, asked);
  await ok("second", `${lists}/${urgent}/check`);
  assert.deepEqual(await namesOf(urgent), ["甲小明"]);
  await ok("second", recall(id, one), why);
  assert.deepEqual([await namesOf(urgent), (await namesOf(id)).includes("甲小明")], [["甲小明"], false]);
});

test("why a list for many came back, was dropped or withdrawn names none of its children, nor a number", async () => {
  const id = await compose();
  const wrong = { reason: "乙 小红 的等级不对" };
  const drop = `${lists}/${id}/drop`;
  assert.deepEqual(await refused("county", drop, wrong), [422, "bulletin.reason_names"]);
  assert.deepEqual(await refused("county", drop, { reason: "请联系 138 1234 5678" }), [422, "bulletin.reason_private"]);
  await ok("county", `${lists}/${id}/submit`);
  assert.deepEqual(await refused("second", `${lists}/${id}/return`, wrong), [422, "bulletin.reason_names"]);
  await ok("second", `${lists}/${id}/check`);
  assert.deepEqual(await refused("county", `${lists}/${id}/withdraw`, wrong), [422, "bulletin.reason_names"]);
  assert.deepEqual(await namesOf(id).then(({ length }) => length), 3, "nothing was withdrawn");
  const out = await compose();
  await ok("county", `${lists}/${out}/children/${other}`, { act: "leave_out", reason: "另行处理" });
  assert.deepEqual(await refused("county", `${lists}/${out}/drop`, wrong), [422, "bulletin.reason_names"]);
  await ok("county", `${lists}/${out}/drop`, { reason: "等级待重新评定" });
});

test("of an erased child no workbook that was made before is handed out; an urgent list whose line went with it goes, too", async () => {
  const [list] = (await read<{ lines: BulletinShown[] }>("league", received)).lines;
  const id = list?.id ?? assert.fail();
  later();
  const fetched = await taken(id);
  assert.equal(await fetched(), 200);
  const { seq } = await read<{ seq: number }>("county", `/api/bulletin/children/${third}/offers`);
  const urgent = await ok("county", `/api/bulletin/children/${third}`, { item: "mass-organisations", department: "youth_league", reason: "丙小刚今晚无人照看", seq });
  await ok("county", `${lists}/${urgent}/drop`, { reason: "写错了" });
  const { owner } = people.database.db;
  // as a release before left it: its line was dropped with it
  await owner.query("delete from bulletin_draft where list_id = $1", [urgent]);
  await eraseOf(people.tonghu)?.(third, people.county);
  assert.equal(await fetched(), 410);
  assert.equal((await by("county").get(`${lists}/${urgent}`)).status, 404, "its reason speaks of the child");
  const { rows } = await owner.query("select 1 from bulletin_list where id = $1", [urgent]);
  assert.equal(rows.length, 0);
  later();
  assert.equal(await (await taken(id))(), 200);
  assert.ok(!(await namesOf(id)).includes("丙小刚"));
}); // prettier-ignore

test("a line that was taken back is counted on the list as its office reads it", async () => {
  const id = await sent();
  await ok("county", recall(id, other), why);
  const { lines } = await read<LinesPage>("county", `${lists}/${id}/lines`);
  assert.deepEqual(
    lines.map(({ childId, recalled }) => [childId === other, recalled === why.reason]).filter(([is]) => is),
    [[true, true]],
  );
  const shown = await read<BulletinShown>("county", `${lists}/${id}`);
  assert.deepEqual([shown.recalled, shown.may.includes("recall")], [1, true]);
});
