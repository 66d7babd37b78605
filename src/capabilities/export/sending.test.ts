import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { Actor } from "#kernel/actor.ts";
import { canonical } from "#kernel/canonical.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type Cast, cast, enter, places, server } from "#test/cast.ts";
import { give, type Sending } from "./sending.ts";
import type { SendingsPage } from "./words.ts";

/* The ledger of what is given to departments (网络数据安全管理条例 12). */

let people: Cast;
let county: Actor;
before(async () => {
  people = await cast();
  county = { ...people.county, factorAt: people.clock.now().toISOString() };
});
after(() => people.close());

const sending = (more: Partial<Sending> = {}): Sending => ({
  id: newId(),
  area: places.east,
  purpose: "enrolment_check",
  department: "education",
  recipient: "普宁市教育局",
  fields: ["name", "idNumber", "school.state"],
  agreement: { title: "普宁市民政局、教育局信息共享约定（2024）", from: "2024-01-01", to: null },
  means: "file",
  children: [{ name: "甲", idNumber: "1", "guardian.phone": "13800138000", "risk.sexualAbuse": "confirmed" }],
  ...more,
});

const codeOf = async (actor: Actor, what: Sending): Promise<string> => {
  try {
    return (await give(people.tonghu.ground, actor, what)) === undefined ? "given before" : "given";
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
};

const kept = async (): Promise<Record<string, unknown>[]> => (await people.database.db.owner.query("select * from export_sending order by id")).rows; // prettier-ignore

test("what is refused is not written down as given", async () => {
  const { factorAt: _, ...stale } = county;
  assert.equal(await codeOf(stale, sending()), "account.fresh_factor_needed");
  assert.equal(await codeOf({ ...people.southSupervisor, factorAt: county.factorAt ?? "" }, sending()), "area.unknown");
  assert.equal(await codeOf(county, sending({ fields: ["name", "guardian.phone"] })), "export.fields_beyond");
  assert.equal(await codeOf(county, sending({ fields: ["name", "risk.sexualAbuse"] })), "export.fields_beyond");
  assert.equal(await codeOf(county, sending({ department: "police" })), "export.department_not_meant");
  assert.deepEqual(await kept(), []);
});

test("what is handed out is exactly what was written down: the named fields, and no other", async () => {
  const what = sending();
  const given = await give(people.tonghu.ground, county, what);
  assert.deepEqual(given?.children, [{ name: "甲", idNumber: "1" }]);
  const [row, ...more] = await kept();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [row?.["number"], row?.["recipient"], row?.["fields"], row?.["children"], row?.["agreement_from"], row?.["area"]],
    [given?.number, "普宁市教育局", what.fields, 1, "2024-01-01", places.east],
  );
  assert.equal(row?.["sha256"], createHash("sha256").update(canonical(given?.children)).digest("hex"));
  assert.ok(!JSON.stringify(row).includes("甲"), "the ledger holds nothing of a child");
  assert.equal(await codeOf(county, what), "given before");
  assert.equal((await kept()).length, 1);
});

test("officers of the area read it in words; the neighbour reads none of it", async () => {
  const app = await server(people);
  const read = async (post: "county" | "supervisor", area: string): Promise<SendingsPage> =>
    (await (await enter(people, app, post, area)).get("/api/export/sendings")).body as SendingsPage;
  const { lines } = await read("county", places.county);
  assert.deepEqual(
    lines.map((line) => [line.purposeName, line.recipient, line.fields, line.means, line.areaName]),
    [["在校在园情况比对", "普宁市教育局", ["姓名", "证件号码", "就学情况"], "加密文件", "普宁市流沙东街道"]],
  );
  assert.equal((await read("supervisor", places.east)).lines.length, 1);
  assert.deepEqual((await read("supervisor", places.south)).lines, []);
  const rules = (await (await enter(people, app, "county", places.county)).get("/api/export/rules")).body as { title: string; fields: string[] }[]; // prettier-ignore
  assert.ok(rules.some(({ title, fields }) => title === "控辍保学、劝返复学" && fields.includes("监护人电话")));
  await app.close();
});
