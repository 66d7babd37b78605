import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage } from "#capabilities/anomaly/words.ts";
import type { ExportLine, Ticket } from "#capabilities/export/words.ts";
import { newId } from "#kernel/id.ts";
import { readRows } from "#platform/files/index.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, codeAt, signedIn, wait } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import {
  csvOf,
  disabled,
  endedList,
  idNumber,
  type ListedChild,
  registerChildren,
  uploadList,
} from "../../../test/lists.ts";

/* A list goes back to its department with what became of its lines: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-returned-"));
type Signed = Awaited<ReturnType<typeof signedIn>>;
let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let county: Signed;
let federation: Signed;
let schools: Signed;
let url: string;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  children = await registerChildren(people, 20, (n, id) => (n < 3 ? disabled(id, "limb", 2) : {}));
  const area = places.county;
  county = await signedIn(people, app, { login: "county", kind: "county", area });
  federation = await signedIn(people, app, {
    login: "federation",
    kind: "department",
    area,
    department: "disabled_federation",
  });
  schools = await signedIn(people, app, { login: "schools", kind: "department", area, department: "education" });
  const lines = children.slice(0, 3).map(({ name, id, guardian, phone }, n) => [
    n === 2 ? "=1+1" : name, id, guardian, phone, "肢体", n === 1 ? "九级" : "1", `${id}41`,
  ]); // prettier-ignore
  const nobody = ["吴路过", idNumber("2012-04-05", 411), "吴桂花", "13511114444", "肢体", "4", ""];
  const sent = await uploadList(
    app,
    federation.at,
    { kind: "disability_certificates", day: "2024-06-01" },
    csvOf([...lines, nobody]),
  );
  assert.equal((await endedList(county.at, sent.list.id)).status, "done");
  url = `/api/comparison/lists/${sent.list.id}/returned`;
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (purpose = "verification") => ({ id: newId(), purpose });
const cookieOf = (at: Browser): string => [...at.jar].map(([name, value]) => `${name}=${value}`).join("; ");
const fetched = (at: Browser, link: string) => app.inject({ url: link, headers: { cookie: cookieOf(at) } });

/** The second factor once more: what leaves needs one of the last minutes. */
async function renew({ at, secret }: Signed): Promise<void> {
  wait(people, 31);
  const answer = await at.post("/api/account/second-factor/check", { code: codeAt(secret, people.clock.now()) });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

async function sheetOf(bytes: Buffer, name = "需要再看的行"): Promise<string[][]> {
  const path = join(folder, `${newId()}.xlsx`);
  writeFileSync(path, bytes);
  const rows: string[][] = [];
  for await (const { sheet, cells } of readRows(path))
    if (sheet === name) rows.push(cells.map((cell) => (cell?.kind === "text" ? cell.text : "")));
  return rows;
}

test("another department's list is not there, a purpose beyond it is refused, and without a fresh factor nothing leaves", async () => {
  assert.equal((await schools.at.post(url, asked())).code, "comparison.list_unknown");
  assert.equal((await federation.at.post(url, asked("reporting"))).status, 400);
  wait(people, 16 * 60);
  assert.equal((await federation.at.post(url, asked())).code, "account.fresh_factor_needed");
});

test("the department takes its answers along: its own words and the verdict, marked, in the ledger, and nothing of a file", async () => {
  const { lines } = (await county.at.get("/api/anomaly/open")).body as AnomaliesPage;
  const mine = lines.find(({ childId }) => childId === children[0]?.childId) ?? assert.fail(JSON.stringify(lines));
  const answer = { id: newId(), verdict: "wrong", note: "入户看过证件，名单写错" };
  assert.equal((await county.at.post(`/api/anomaly/children/${mine.childId}/${mine.no}/verify`, answer)).status, 200);
  await renew(federation);
  const made = await federation.at.post(url, asked());
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const ticket = made.body as Ticket;
  for (const other of [schools, county]) {
    await renew(other);
    assert.equal((await fetched(other.at, ticket.link)).statusCode, 404, "whoever had it made, and nobody else");
  }
  await renew(federation);
  const file = await fetched(federation.at, ticket.link);
  assert.equal(file.statusCode, 200, file.body.slice(0, 200));
  const rows = await sheetOf(file.rawPayload);
  const of = (n: number): string[] => rows.find(([place]) => place === `第 ${n} 行`) ?? assert.fail(JSON.stringify(rows));
  assert.deepEqual(of(2).slice(1, 4), [children[0]?.name, "信息不一致", "名单有误"]);
  assert.equal(of(3)[2], "无法读取");
  assert.match(of(3)[3] ?? "", /^F3：/);
  const counts = new Map((await sheetOf(file.rawPayload, "比对情况")).map(([say, count]) => [say, count]));
  const parts = ["与台账对上", "台账上没有", "待确认是否同一人", "无法读取", "已满十八周岁"];
  assert.deepEqual(parts.map((say) => counts.get(say)), ["1", "1", "0", "2", "0"], "as many as 读取行数");
  assert.equal(counts.get("读取行数"), "4");
  assert.ok(rows.flat().some((text) => text.includes(ticket.number)), "it carries its number"); // prettier-ignore
  const told = rows.flat().join();
  for (const secret of [answer.note, children[0]?.id ?? "", children[2]?.phone ?? ""]) assert.ok(!told.includes(secret), secret);
  const ledger = (await county.at.get("/api/export/exports")).body as { lines: ExportLine[] };
  assert.deepEqual(ledger.lines.map(({ number, fetches }) => [number, fetches]), [[ticket.number, 1]]); // prettier-ignore
}); // prettier-ignore
