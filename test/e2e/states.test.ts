import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Request, Route } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { seedDemo } from "#capabilities/demo/actions.ts";
import { places } from "../cast.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/*
 * Every room of the desk where there is nothing, where it cannot be read, and where the post may not enter: each says which of
 * the three it is. A reading that failed is never taken for there being nothing to do.
 */

interface Room {
  readonly path: string;
  readonly title: string;
}

const table = readFileSync(new URL("../../src/web/desk/app/rooms.tsx", import.meta.url), "utf8");
const rooms: readonly Room[] = [...table.matchAll(/path: "(\w*)", title: "(.+?)"/g)].map(([, path = "", title = ""]) => ({ path, title })); // prettier-ignore
const DAY = "2026-11-30T02:00:00.000Z";
const nobody = "01a23190-cec1-7087-99b4-030f9130d944";

let site: Site;
const { page, enterAs, go, complaints } = walking(() => site, /401|403|404|503|ERR_FAILED/);

/** A county in which nobody has been found yet. */
async function openBare(): Promise<void> {
  site = await openSite("desk");
  const { owner } = site.people.database.db;
  await markSynthetic(owner);
  const posts = [
    { name: "陈县级", kind: "county", area: places.county },
    { name: "王民警", kind: "department", area: places.county, department: "police" },
    { name: "吴系统", kind: "system_admin", area: places.county },
    { name: "周审计", kind: "audit_admin", area: places.county },
  ] as const;
  await addPeople(owner, posts, { demo: true, day: "2024-01-01" });
}

/** The county of the demonstration, with work in every room. */
async function openSeeded(): Promise<void> {
  site = await openSite("desk");
  const { clock, tonghu, database } = site.people;
  clock.set(DAY);
  const { ground, journal, policyFor, gradingFor, calendar } = tonghu;
  const world = { ...ground, owner: database.db.owner, journal, policyFor, gradingFor, calendar };
  await seedDemo(world, { area: places.county, children: 150, seed: 1, visits: true });
}

async function enterAsCounty(): Promise<void> {
  const people = (await (await fetch(`${site.base}/api/account/demo-people`)).json()) as {
    name: string;
    post: string;
  }[];
  await enterAs(people.find(({ post }) => post === "county")?.name ?? "");
}

/** What the page asks for, and what of it fails and how. */
function wire() {
  const asked = new Set<string>();
  const gone = new Set<string>();
  let fails: { readonly path: RegExp; readonly how: "cut" | "503" } | undefined;
  const waiting = new Set<Request>();
  const answer = async (route: Route): Promise<void> => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === "GET") asked.add(pathname);
    if (!fails?.path.test(pathname)) return route.continue();
    gone.add(pathname);
    // what stands before the server says it in a page of its own
    return fails.how === "cut" ? route.abort() : route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Service Unavailable</h1>" }); // prettier-ignore
  };
  return {
    asked,
    gone,
    begin: async (): Promise<void> => {
      page().on("request", (request) => waiting.add(request));
      page().on("requestfinished", (request) => waiting.delete(request));
      page().on("requestfailed", (request) => waiting.delete(request));
      await page().route("**/api/**", answer);
    },
    fail: (path?: RegExp, how: "cut" | "503" = "503"): void => {
      fails = path && { path, how };
      asked.clear();
      gone.clear();
    },
    /** Everything asked for has come or failed, and what follows from it was asked too. */
    quiet: async (): Promise<void> => {
      for (let still = 0; still < 2; still = waiting.size === 0 ? still + 1 : 0) await page().waitForTimeout(60);
      await page().waitForFunction(() => ![...document.querySelectorAll("main :is(.loading, .stale, .awaited, .ant-skeleton), .opening")].some((part) => part.checkVisibility())); // prettier-ignore
    },
  };
}
type Wire = ReturnType<typeof wire>;

/** Opens a place anew, from a page that is none. */
async function visit(place: string, { quiet }: Wire): Promise<void> {
  await go("nowhere");
  await page().getByRole("heading", { level: 1, name: "没有这个页面" }).waitFor();
  await go(place);
  await page().getByRole("heading", { level: 1, name: "没有这个页面" }).waitFor({ state: "detached" });
  await page().locator("main h1, main .failed").first().waitFor();
  await quiet();
}

const mine = (): Promise<string[]> =>
  page().locator("nav.rooms a").evaluateAll((all) => all.map((link) => (link.getAttribute("href") ?? "").slice(2))); // prettier-ignore

const said = (): Promise<string> => page().locator("main").innerText();
const shown = (what: string): Promise<number> => page().locator(`main ${what}:visible`).count();

/** Kinds of files, a standard, and in the report of compliance ciphers and digests are called so by everybody. */
const known = /\b(Excel|CSV|UTF|GBK|GB18030|PDF|MB|GeoJSON|GB\/T|SHA|aes-256-gcm|[0-9a-f]{16,})\b/g;

/** What nobody should read on a page: words of the machine, or of another language. */
const strange = (text: string): string[] => [
  ...(text.replaceAll(known, "").match(/[A-Za-z_]{2,}[\w.]*/g) ?? []),
  ...(text.match(/\[object|…{2,}|NaN/g) ?? []),
];

/** Pages that ask for nothing before somebody has filled them in. */
const forms = ["register"];

/** One of each kind that has a page of its own. */
const ones = (): Promise<string[]> =>
  page().evaluate(async () => {
    const get = async (path: string): Promise<{ lines: readonly Record<string, string>[] }> => (await fetch(path)).json();
    const first = async (path: string, place: (one: Record<string, string>) => string): Promise<string[]> => (await get(path)).lines.slice(0, 1).map(place);
    return [
      ...(await first("/api/caselist/children?limit=1&level=red", ({ childId }) => `children/${childId}`)),
      ...(await first("/api/conference/list", ({ childId, no }) => `conferences/${childId}/${no}`)),
      ...(await first("/api/entrustment/list?show=valid", ({ childId }) => `entrustment/${childId}/1`)),
      ...(await first("/api/concern/reports", ({ id }) => `concerns/${id}`)),
      ...(await first("/api/notice/notices", ({ id }) => `notices/${id}`)),
      ...(await first("/api/bulletin/lists", ({ id }) => `bulletins/${id}`)),
    ];
  }); // prettier-ignore

describe("nothing there", () => {
  before(openBare);
  after(() => site?.close());

  test("an area without anybody: every room says that there is nothing, and nothing has failed", async () => {
    const on = wire();
    const bare: string[] = [];
    for (const who of ["陈县级", "吴系统", "周审计"]) {
      await page().context().clearCookies();
      await enterAs(who);
      await on.begin();
      for (const place of await mine()) {
        await visit(place, on);
        assert.deepEqual(strange(await said()), [], place);
        assert.equal(await shown(":is(.failed, .refused)"), 0, `${place}: ${await said()}`);
        const body = await page().locator("main > :not(.page-head, .filters):visible").allInnerTexts();
        if (body.join("").trim() === "") bare.push(place);
      }
      await page().unrouteAll();
    }
    assert.deepEqual(bare, []);
    assert.deepEqual(complaints(), []);
  });

  test("a room that the post may not enter says so at once, whoever sent its address", async () => {
  await enterAs("王民警");
  const on = wire();
  await on.begin();
  const own = await mine();
  const closed = rooms.filter(({ path }) => !own.includes(path) && path !== "");
  assert.ok(closed.length > 20);
  for (const { path, title } of closed) {
    on.fail();
    await visit(path, on);
    assert.equal(await page().getByRole("heading", { level: 1 }).innerText(), title);
    assert.match(await said(), /没有权限\s+您的岗位不办理这项工作。$/, path);
    assert.deepEqual([...on.asked], [], `${path} asked for what it may not show`);
  }
  for (const place of [`children/${nobody}`, `conferences/${nobody}/1`, `receipt/${nobody}/1`, `entrustment/${nobody}/1`, `received/${nobody}`, `lists/${nobody}`]) {
    await visit(place, on);
    assert.match(await said(), /(没有权限|没有找到)\s+\S+。/, place);
    assert.deepEqual(strange(await said()), [], place);
  }
  assert.deepEqual(complaints(), []);
}); // prettier-ignore
});

describe("nothing read", () => {
  before(openSeeded);
  after(() => site?.close());

  test("a server that fails, and one that cannot be reached: no room is left waiting, none says that there is nothing", async () => {
  await enterAsCounty();
  const on = wire();
  await on.begin();
  const all = [...(await mine()), "account", "returns/due", "notices?which=in", "sharing?show=catalogue", ...(await ones())];
  for (const how of ["503", "cut"] as const)
    for (const place of all) {
      on.fail(/^\/api\//, how);
      await visit(place, on);
      const text = await said();
      assert.deepEqual(strange(text), [], place);
      assert.equal(await shown(":is(.empty, .card-quiet)"), 0, `${place} says that there is nothing: ${text}`);
      if (on.asked.size > 0 && !forms.includes(place)) assert.match(text, how === "cut" ? /连不上服务器/ : /操作没有完成/, place);
    }
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

  test("whatever single reading of a page fails, the page says so", async () => {
    await enterAsCounty();
    const on = wire();
    await on.begin();
    const silent: string[] = [];
    let failed = 0;
    for (const place of [...(await mine()), "account", "returns/due", ...(await ones())]) {
      on.fail();
      await visit(place, on);
      const paths = [...on.asked];
      for (const path of paths) {
        on.fail(new RegExp(`^${path}$`));
        await visit(place, on);
        failed += on.gone.size; // a place's name is asked for once
        if (on.gone.size > 0 && !/没有读到|没有完成/.test(await said())) silent.push(`${place}: ${path}`);
      }
    }
    assert.deepEqual(silent, []);
    assert.ok(failed > 80, `${failed}`);
    assert.deepEqual(complaints(), []);
  });

  test("强制报告 that could not be read is said on 今日, and comes when it is asked for again; so do names and places", async () => {
  await enterAsCounty();
  const on = wire();
  await on.begin();
  on.fail(/concern\/counts$/);
  await visit("", on);
  const alarm = page().locator(".concern-alarm");
  const unread = page().getByRole("alert").filter({ hasText: "没有读到强制报告" });
  await unread.waitFor();
  assert.equal(await alarm.count(), 0);
  on.fail();
  await unread.getByRole("button", { name: "重试" }).click();
  await alarm.waitFor();
  assert.equal(await unread.count(), 0);
  on.fail(/area\/paths$|caselist\/lines$/);
  await page().reload(); // names of places are kept while the window is open
  await visit("tasks", on);
  const nameless = page().getByRole("alert").filter({ hasText: "有的姓名、地名没有读到" });
  const names = page().locator("main .grid td[data-title=儿童]");
  await nameless.waitFor();
  on.fail();
  await nameless.getByRole("button", { name: "重试" }).click();
  await nameless.waitFor({ state: "detached" });
  await on.quiet();
  assert.deepEqual((await names.allInnerTexts()).filter((name) => name.trim() === ""), []);
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

  test("a file that is being made is not forgotten while the server is away", async () => {
    await enterAsCounty();
    const on = wire();
    await on.begin();
    on.fail(/export\/makings\//, "cut");
    await page().evaluate((id) => sessionStorage.setItem("tonghu.making", JSON.stringify([id])), nobody);
    await page().reload();
    const kept = page().getByText("没有读到文件的生成进度：连不上服务器");
    await kept.waitFor();
    await page().waitForTimeout(7000); // more often than a server is asked that has never begun
    assert.ok(await kept.isVisible());
    on.fail();
    await kept.waitFor({ state: "detached" });
    assert.deepEqual(complaints(), []);
  });
});
