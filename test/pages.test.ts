import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "./cast.ts";

/* Lists that are longer than a page: each page begins where the one before it ended. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  for (let n = 1; n <= 9; n += 1) await register(n);
});
after(async () => {
  await app.close();
  await people.close();
});

async function register(n: number): Promise<void> {
  const childId = newId();
  const grave = n % 3 === 0 ? { "risk.violence": "suspected" } : {};
  const facts = { ...leftBehind, name: `分页${n}`, "guardian.name": `监护${n}`, ...grave };
  const made = await director.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  for (const due of n % 2 === 0 ? ["2024-08-01", undefined] : ["2024-07-15"]) {
    const task = { id: newId(), title: `问题${n}`, ...(due !== undefined && { due }) };
    assert.equal((await director.post(`/api/task/children/${childId}/tasks`, task)).status, 200);
  }
}

interface Page {
  readonly lines: readonly Record<string, unknown>[];
  readonly next: string | null;
}

const read = async (caller: Caller, path: string): Promise<Page> => {
  const answer = await caller.get(path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Page;
};

async function walk(caller: Caller, path: string, limit: number): Promise<{ lines: unknown[]; pages: number }> {
  const lines: unknown[] = [];
  let pages = 0;
  for (let next: string | null = ""; next !== null; pages += 1) {
    const page: Page = await read(caller, `${path}?limit=${limit}${next === "" ? "" : `&after=${next}`}`);
    assert.ok(page.lines.length === limit || page.next === null);
    lines.push(...page.lines);
    next = page.next;
  }
  return { lines, pages };
}

const lists = ["/api/caselist/due", "/api/caselist/children", "/api/task/open"];

for (const path of lists) {
  test(`${path}: pages of any size make up the whole list, without a gap or a double`, async () => {
    const whole = await read(director, path);
    assert.equal(whole.next, null);
    assert.ok(whole.lines.length >= 9);
    for (const limit of [1, 2, 4, whole.lines.length]) {
      const { lines, pages } = await walk(director, path, limit);
      assert.deepEqual(lines, whole.lines);
      assert.equal(pages, Math.ceil(whole.lines.length / limit));
    }
  });

  test(`${path}: the township, the county and the village read the same lines`, async () => {
    const whole = await read(director, path);
    for (const [post, area] of [
      ["supervisor", places.east],
      ["county", places.county],
    ] as const) {
      const above = await enter(people, app, post, area);
      assert.deepEqual((await walk(above, path, 4)).lines, whole.lines);
    }
    const neighbour = await enter(people, app, "director", places.southVillage);
    assert.deepEqual(await read(neighbour, path), { lines: [], next: null });
    const { next } = await read(director, `${path}?limit=1`);
    assert.deepEqual(await read(neighbour, `${path}?after=${next}`), { lines: [], next: null }); // another's place in the list
  });

  test(`${path}: a place that no page gave out is refused`, async () => {
    for (const wrong of ["", "x", "1_2", "0_2024-02-31_x", `0_2024-07-01_${newId()}_1_1`, "0_0"]) {
      const { status, body } = await director.get(`${path}?after=${encodeURIComponent(wrong)}`);
      assert.equal(status, 400, wrong);
      assert.equal((body as { code: string }).code, "http.input_invalid");
    }
  });
}

test("a task without a day comes after those that have one", async () => {
  const days = (await walk(director, "/api/task/open", 3)).lines.map((task) => (task as { due: string | null }).due);
  assert.deepEqual(days, [...Array<string>(5).fill("2024-07-15"), ...Array<string>(4).fill("2024-08-01"), ...Array<null>(4).fill(null)]); // prettier-ignore
});
