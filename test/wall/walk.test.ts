import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { loadAreas } from "#capabilities/area/index.ts";
import type { Department, PostKind } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { type Line, page, posts, readPermissions } from "../../tools/permissions.ts";
import { permissionsOf, serverOf } from "../../src/composition.ts";
import { type Answer, browser, type Browser, enrolFactor, signedIn } from "../accounts.ts";
import { type Cast, cast, places } from "../cast.ts";
import { assignmentFor } from "./assignments.ts";
import { bulletinFor } from "./bulletins.ts";
import { concernFor } from "./concerns.ts";
import { grantFor } from "./grants.ts";
import { noticeFor } from "./notices.ts";
import { operations } from "./operations.ts";
import { requestOf } from "./requests.ts";
import { standingOf } from "./standing.ts";
import { type Target, targetMaker, type Village } from "./targets.ts";

/*
 * Trials 1, 3 and 28: every operation of the interface, asked as every post about its own area, a neighbour's, and an
 * unrelated one, answers as docs/permissions.md says. What lies elsewhere answers as what is nowhere, and stays as it was.
 */

let people: Cast;
let app: FastifyInstance;
let folder: string;
let targets: ReturnType<typeof targetMaker>;
const at = new Map<string, Browser>();

/** Who walks: every post; the department's once for each of two departments. */
const walkers = [
  ...posts.map((post) => ({
    name: post,
    post,
    department: post === "department" ? ("education" as const) : undefined,
  })),
  { name: "department-police", post: "department" as const, department: "police" as const },
];
type Walker = { readonly name: string; readonly post: PostKind; readonly department: Department | undefined };

const areaOf = (post: PostKind): string =>
  ({ director: places.eastVillage, supervisor: places.east, city: "4452", province: "44", system_admin: "0", security_admin: "0", audit_admin: "0" })[post as string] ?? places.county; // prettier-ignore

const whole: Record<"own" | "village" | "county" | "city" | "province", Target | undefined> = {
  own: undefined, village: undefined, county: undefined, city: undefined, province: undefined,
}; // prettier-ignore
const lines: readonly Line[] = readPermissions(readFileSync(page, "utf8"));
const nameOf = ({ method, path }: Line): string => `${method} ${path}`;

async function villagesOf(county: string): Promise<Village> {
  const { rows } = await people.database.db.owner.query<{ code: string }>(
    `select code from area_unit where level = 'village' and code >= $1 and code < $1 || ':' order by code limit 2`,
    [county],
  );
  return { area: rows[0]?.code ?? "", otherArea: rows[1]?.code ?? "" };
}

before(async () => {
  people = await cast(undefined, { poolSize: 1 });
  await loadAreas(people.database.db.owner, ["445224", "440305", "460106"]);
  folder = mkdtempSync(join(tmpdir(), "tonghu-wall-"));
  app = await serverOf(people.tonghu, folder, "silent");
  targets = targetMaker(people, folder);
  const elsewhere = { village: places.south, county: "445224", city: "440305", province: "460106" } as const;
  whole.own = await targets.whole(await villagesOf(places.east));
  for (const [name, county] of Object.entries(elsewhere))
    whole[name as keyof typeof elsewhere] = await targets.whole(await villagesOf(county));
  for (const walker of walkers) {
    const who = { login: `walk-${walker.name}`, kind: walker.post, area: areaOf(walker.post), ...(walker.department && { department: walker.department }) }; // prettier-ignore
    const { at: by, secret } = await signedIn(people, app, who);
    // every file that leaves asks for a second factor, of posts too that may sign in without one
    if (secret === "") await enrolFactor(people, by);
    at.set(walker.name, by);
  }
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (by: Browser, operation: string, target: Target): Promise<Answer> => {
  const { method, url, body, bytes } = requestOf(operation, target);
  if (bytes) return by.post(url, bytes);
  if (method === "GET") return by.get(url);
  if (method === "DELETE") return by.remove(url);
  return method === "PUT" ? by.put(url, body) : by.post(url, body);
};

const known = (target: Target | undefined): Target => {
  assert.ok(target);
  return target;
};

/** A neighbour's village and one that has nothing to do with the post's area; none for the nation. */
function foreignOf(area: string): Target[] {
  const { village, county, city, province } = whole;
  const near = { 12: village, 9: village, 6: county, 4: city, 2: province }[area.length];
  return area === "0" ? [] : [known(near), known(province)];
}

const isAbout = (operation: string): boolean => !["public", "own"].includes(operations[operation]?.of ?? "public");
const byId = (operation: string): boolean => isAbout(operation) && operations[operation]?.of !== "list";
const fail = (operation: string, walker: Walker, what: string, answer: Answer): string =>
  `${operation} as ${walker.name}, ${what}: ${answer.status} ${JSON.stringify(answer.body)}`;

test("every operation of the interface is on the page, and the walk knows how to ask it", async () => {
  const { paths } = (await browser(app).get("/openapi.json")).body as { paths: Record<string, Record<string, object>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  assert.ok(described.length > 60, `${described.length}`);
  assert.deepEqual(described.toSorted(), lines.map(nameOf).toSorted());
  assert.deepEqual(described.toSorted(), Object.keys(operations).toSorted());
});

test("without a session: 401, but where anybody may ask", async () => {
  for (const line of lines) {
    const answer = await send(browser(app, "192.0.2.200"), nameOf(line), known(whole.own));
    assert.equal(answer.status === 401, line.permission !== "(anybody)", `${nameOf(line)}: ${answer.status}`);
    assert.ok(answer.status < 500, nameOf(line));
  }
});

test("a post that the page does not name for an operation is told 403, whatever it asks about", async () => {
  let asked = 0;
  for (const walker of walkers) {
    const area = areaOf(walker.post);
    for (const line of lines.filter((one) => !one.posts.includes(walker.post))) {
      for (const target of [known(whole.own), ...(byId(nameOf(line)) ? foreignOf(area) : [])]) {
        const answer = await send(at.get(walker.name) as Browser, nameOf(line), target);
        assert.deepEqual([answer.status, answer.code], [403, "account.not_permitted"], fail(nameOf(line), walker, target.area, answer)); // prettier-ignore
        asked += 1;
      }
    }
  }
  assert.ok(asked > 800, `${asked}`);
});

const standing = (): Promise<string> =>
  standingOf(people.database.db.owner, Object.entries(whole).flatMap(([name, target]) => (name === "own" || !target ? [] : [target]))); // prettier-ignore

/** An answer with what was asked about taken out of it: the same for what lies elsewhere and for what is nowhere. */
const bare = (answer: Answer, target: Target): string =>
  Object.values(target).reduce<string>(
    (text, value) => (typeof value === "string" && value !== "" ? text.replaceAll(value, "·") : text),
    JSON.stringify([answer.status, answer.body]),
  );

const nowhere = (target: Target): Target => ({
  ...target, child: newId(), person: newId(), heir: newId(), post: newId(), pending: newId(), device: newId(), imported: newId(), alert: newId(), departmentList: newId(), unregistered: newId(), concern: newId(), declaration: newId(), screen: newId(), assignment: newId(), grant: newId(), notice: newId(), bulletin: newId(), session: newId(), handed: newId(),
}); // prettier-ignore

test("what lies elsewhere is 404 for who may ask, as if it were nowhere, each attempt on a child is kept, and nothing changes", async () => {
  const earlier = await standing();
  let asked = 0;
  for (const walker of walkers) {
    const by = at.get(walker.name) as Browser;
    for (const line of lines.filter((one) => one.posts.includes(walker.post) && byId(nameOf(one)))) {
      for (const target of foreignOf(areaOf(walker.post))) {
        const attempts = await attemptsOn(target.child);
        const answer = await send(by, nameOf(line), target);
        assert.equal(answer.status, 404, fail(nameOf(line), walker, target.area, answer));
        const unknown = nowhere(target);
        assert.equal(bare(answer, target), bare(await send(by, nameOf(line), unknown), unknown), nameOf(line));
        if (operations[nameOf(line)]?.of === "child") assert.equal(await attemptsOn(target.child), attempts + 1, nameOf(line)); // prettier-ignore
        asked += 1;
      }
    }
  }
  assert.ok(asked > 100, `${asked}`);
  assert.equal(await standing(), earlier, "something elsewhere changed");
});

async function attemptsOn(child: string): Promise<number> {
  const { rows } = await people.database.db.owner.query<{ n: number }>(
    "select count(*)::int as n from trace_fresh where kind = 'attempt' and children @> array[$1::uuid]",
    [child],
  );
  return rows[0]?.n ?? 0;
}

test("lists, counts, searches and files hold nothing from elsewhere, however they are asked for it", async () => {
  let asked = 0;
  for (const walker of walkers) {
    const by = at.get(walker.name) as Browser;
    for (const line of lines.filter((one) => one.posts.includes(walker.post) && operations[nameOf(one)]?.of === "list" && one.method === "GET")) {
      for (const target of foreignOf(areaOf(walker.post))) {
        const answer = await send(by, nameOf(line), target);
        const narrow = "area" in (operations[nameOf(line)]?.query?.(target) ?? {});
        assert.equal(answer.status, narrow ? 404 : answer.status, fail(nameOf(line), walker, target.area, answer));
        assert.ok(answer.status < 500, fail(nameOf(line), walker, target.area, answer));
        const plain = await by.get(line.path.replace(":format", "html").replace("annex/:id", "annex/puning-annex-2").replace(":id", "puning-annex-1")); // prettier-ignore
        for (const text of [JSON.stringify(answer.body), JSON.stringify(plain.body)])
          for (const secret of [target.childName, target.personName, target.post, target.device, target.imported, target.alert, target.departmentList, target.unregistered, target.concern, target.declaration, target.screen, target.assignment, target.grant, target.notice, target.bulletin, target.session, target.handed])
            assert.ok(!text.includes(secret), fail(nameOf(line), walker, `${target.area} shows ${secret}`, answer));
        asked += 1;
      }
    }
  }
  assert.ok(asked > 60, `${asked}`);
}); // prettier-ignore

/** What the page says in words beside its "yes": a list, a referral and a grant are their department's, a phone its owner's. */
function told(operation: string, { post, department }: Walker): readonly [number, string] | undefined {
  const { of } = operations[operation] ?? {};
  if (of === "departmentList" && department === "police") return [404, "comparison.list_unknown"];
  if (of === "referred" && department !== "education") return [404, "referral.unknown"];
  if (of === "invited" && department !== "education") return [404, "conference.unknown"];
  if (of === "told") return [404, "bulletin.unknown"];
  // a city's lists have an item of their own
  if (operation === "POST /api/bulletin/children/:childId" && post === "city") return [422, "bulletin.item_unknown"];
  if (of === "grant" && post === "department" && department !== "education") return [404, "sharing.unknown"];
  if (of === "grant" && post === "security_admin" && /\/(grant|refuse)$/.test(operation))
    return [403, "sharing.not_yours"];
  if (of === "device" && !permissionsOf(post).includes("account.enrol_device")) return [404, "account.device_unknown"];
  return undefined;
}

test("in one's own area every operation that the page names is done", async () => {
  let done = 0;
  for (const walker of walkers) {
    const by = at.get(walker.name) as Browser;
    for (const line of lines.filter((one) => one.posts.includes(walker.post) && isAbout(nameOf(one)))) {
      const answer = await send(by, nameOf(line), await ownOf(nameOf(line), by));
      const other = told(nameOf(line), walker);
      if (other) assert.deepEqual([answer.status, answer.code], other, fail(nameOf(line), walker, "own", answer));
      else assert.ok(answer.status < 300, fail(nameOf(line), walker, "own", answer));
      done += Number(answer.status < 300);
    }
  }
  assert.ok(done > 250, `${done}`);
});

async function ownOf(operation: string, by: Browser): Promise<Target> {
  const own = known(whole.own);
  const asked = operations[operation];
  if (asked?.of === "concern")
    return { ...own, concern: await concernFor(people, by, people.eastSupervisor, [operation, own]) };
  if (asked?.of === "notice") return { ...own, notice: await noticeFor(people, by, [operation, own]) };
  if (asked?.of === "bulletin") return { ...own, bulletin: await bulletinFor(people, by, [operation, own]) };
  if (asked?.of === "grant") return { ...own, grant: await grantFor(people, operation, own.area) };
  if (asked?.of === "assignment") return { ...own, assignment: await assignmentFor(people, by, [operation, own]) };
  if (asked?.ready) return targets.fresh(own, asked.ready);
  if (!asked?.changes) return own;
  if (operation.endsWith("/reopen")) return targets.fresh(own, "closed");
  if (asked.of === "child" || asked.of === "referred" || asked.of === "invited") return targets.fresh(own, "child");
  if (asked.of === "declaration") return targets.fresh(own, "declaration");
  if (asked.of === "alert") return targets.fresh(own, "alert");
  if (asked.of === "screen" || asked.of === "session" || asked.of === "handed") return targets.fresh(own, asked.of);
  if (asked.of === "departmentList") return targets.fresh(own, "list");
  return asked.of === "list" ? own : targets.fresh(own, "person");
}

test("other verbs and tricks with the path reach no handler of another route", async () => {
  const director = at.get("director") as Browser;
  const cookie = [...director.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const close = `/api/registry/children/${known(whole.own).child}/close`;
  const tricks = [
    close.toUpperCase(), `/${close}`, `/.${close}`, `/x/..${close}`, close.replace("/api/", "/api//"), close.replace("/close", "//close"), `${close}/`, `${close}%2f`,
    close.replace("/close", "/./close"), close.replace("/close", "/%2e/close"), close.replace("/close", "%2fclose"), close.replace("/close", ";/close"), `${close}?x=/../facts`,
    close.replace("/close", "/facts/../close"), `${close}.json`, `${close}%00`, `${close}#facts`, close.replace("/close", "\\close"), `/api/account/../registry${close.slice(13)}`,
  ]; // prettier-ignore
  const body = JSON.stringify({ id: newId(), reason: "died" });
  for (const url of tricks) {
    const answer = await app.inject({ method: "POST", url, headers: { cookie, "content-type": "application/json" }, payload: body });
    assert.ok([400, 403, 404].includes(answer.statusCode), `${url}: ${answer.statusCode} ${answer.body}`);
  }
  for (const header of ["x-http-method-override", "x-original-url", "x-rewrite-url", "x-forwarded-user"]) {
    const answer = await app.inject({ method: "POST", url: "/api/registry/children", headers: { cookie, "content-type": "application/json", [header]: close }, payload: body });
    assert.equal(answer.statusCode, 400, header);
  }
  const spoken = new Set(lines.map(nameOf));
  for (const path of new Set(lines.map((line) => line.path))) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] as const) {
      if (spoken.has(`${method} ${path}`) || (method === "GET" && path.includes(":id"))) continue;
      const url = path.replace(/:\w+/g, newId());
      const answer = await app.inject({ method, url, headers: { cookie } });
      assert.ok([400, 403, 404, 405].includes(answer.statusCode), `${method} ${url}: ${answer.statusCode}`);
    }
  }
}); // prettier-ignore
