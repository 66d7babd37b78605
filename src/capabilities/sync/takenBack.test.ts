import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { compare, initial } from "#capabilities/anomaly/decide.ts";
import { anomaliesOf } from "#capabilities/anomaly/index.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, SentAnswer } from "./words.ts";

/* An answer that a phone made on the spot, to what the department's list had taken back by the time it came. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let township: Caller;

before(async () => {
  people = await cast("2024-07-10T04:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  township = await enter(people, app, "supervisor", places.east);
});
after(async () => {
  await app.close();
  await people.close();
});

const machine: Actor = { personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage) }; // prettier-ignore
const found = {
  comparison: "school", title: "在校学生名单", department: "education", finding: "differs", clause: "条款", list: newId(), listDay: "2024-07-01",
  row: 1, probability: 0.99, words: "姓名相同", facts: { "school.state": "junior" }, day: "2024-07-01", due: "2024-07-31",
} as const; // prettier-ignore

/** A child of whom a list said something, and the next one does not. */
async function takenBack(name: string): Promise<string> {
  const childId = newId();
  const facts = { ...leftBehind, name, "school.state": "primary" };
  const answer = await east.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, day: "2024-06-01", facts });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const raise = () => compare(initial, "school", [found], { day: "2024-07-01", list: found.list }).drafts;
  await people.tonghu.journal.decide({ actor: machine, commandId: newId(), content: {} }, childId, raise);
  await people.tonghu.journal.decide({ actor: machine, commandId: newId(), content: {} }, childId, (subject) =>
    compare(anomaliesOf(subject), "school", [], { day: "2024-07-08", list: newId() }).drafts,
  );
  return childId;
} // prettier-ignore

async function send(command: unknown): Promise<SentAnswer | undefined> {
  const { personId, area } = (await east.get("/api/account/me")).body as { personId: string; area: string };
  const body = { personId, area, sentAt: "2024-07-10T04:00:00.000Z", unsent: 1, commands: [command] };
  const sent = await east.post("/api/sync/batches", body);
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  return (sent.body as BatchAnswers).answers[0];
}
const answer = (childId: string, body: Record<string, unknown>) => ({
  id: newId(), operation: "anomaly.verify", childId, no: 1, at: "2024-07-09T02:00:00.000Z", body: { note: "到家里看过，在读小学", ...body },
}); // prettier-ignore
interface Told {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}
const entriesOf = async (childId: string): Promise<Told[]> =>
  (await township.get(`/api/registry/children/${childId}/entries`)).body as Told[];
const rowOf = async (childId: string): Promise<unknown[]> => {
  const { rows } = await people.database.db.owner.query("select verdict, closed_on::text as day from anomaly_item where child_id = $1", [childId]); // prettier-ignore
  return rows.map(({ verdict, day }: { verdict?: string; day?: string }) => [verdict, day]);
};

test("what was seen is kept in the file with its day, once; the finding stays withdrawn, the file as it is, and nobody is asked", async () => {
  const childId = await takenBack("撤回甲");
  for (const body of [{ verdict: "wrong" }, { verdict: "right" }, { verdict: "corrected", facts: { "school.state": "dropout" } }]) {
    const command = answer(childId, body);
    for (const repeated of [false, true]) {
      const kept = await send(command);
      assert.ok(kept?.kind === "receipt" && kept.repeated === repeated, JSON.stringify(kept));
      assert.deepEqual(kept.disputed, []);
    }
  }
  const seen = (await entriesOf(childId)).filter(({ kind }) => kind === "anomaly.seen_after").map(({ body }) => body);
  const told = seen.map(({ verdict, note, day, withdrawnOn }) => [verdict, note, day, withdrawnOn]);
  const words = ["到家里看过，在读小学", "2024-07-09", "2024-07-08"];
  assert.deepEqual(told, [["wrong", ...words], ["right", ...words], ["corrected", ...words]]);
  assert.deepEqual(await rowOf(childId), [["withdrawn", "2024-07-08"]]);
  const { facts } = (await township.get(`/api/registry/children/${childId}?purpose=verification`)).body as { facts: { key: string; value: unknown }[] };
  assert.equal(facts.find(({ key }) => key === "school.state")?.value, "primary");
}); // prettier-ignore

test("what could not have been taken is refused as ever; at the desk, where it is seen to be gone, too", async () => {
  const childId = await takenBack("撤回乙");
  const beyond = await send(answer(childId, { verdict: "corrected", facts: { "guardian.phone": "13800138000" } }));
  assert.ok(beyond?.kind === "refused" && beyond.code === "anomaly.not_listed", JSON.stringify(beyond));
  const desk = await township.post(`/api/anomaly/children/${childId}/1/verify`, { id: newId(), verdict: "wrong", note: "问过学校" });
  assert.equal((desk.body as { code?: string }).code, "anomaly.closed");
  assert.deepEqual((await entriesOf(childId)).filter(({ kind }) => kind === "anomaly.seen_after"), []);
}); // prettier-ignore
