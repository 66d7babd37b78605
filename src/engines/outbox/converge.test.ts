import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { answerInOrder } from "./answering.ts";
import { type Answer, emptyOutbox, type Item, lost, type Outbox, put, settle, take, unsent } from "./outbox.ts";

/*
 * Phones, a server and a network that may do anything: cut before, during or after the commit, answer with an error,
 * deliver a batch again much later, kill the program. In the end every command is on the server exactly once, in the
 * order of its phone; what was refused is still on its phone; and the number in view never was too small.
 */

interface Phone {
  box: Outbox;
  made: number;
}

/** Stores an id once, by the journal's rule: the id is the key. Children that are closed refuse. */
class Server {
  readonly stored: string[] = [];
  private readonly known = new Set<string>();

  /** budget: how many items are stored before the machine gives out. */
  async answer(batch: readonly Item[], budget = Infinity): Promise<Answer[]> {
    let left = budget;
    return answerInOrder(batch, async ({ id }): Promise<Answer> => {
      if (this.known.has(id)) return { id, kind: "receipt" };
      if (left <= 0) return { id, kind: "later" };
      if (id.endsWith("!")) return { id, kind: "refused", code: "visit.child_closed", sentence: "" };
      left -= 1;
      this.known.add(id);
      this.stored.push(id);
      return { id, kind: "receipt" };
    });
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("put" as const), needs: fc.boolean(), urgent: fc.boolean(), bad: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("send" as const), most: fc.integer({ min: 1, max: 5 }), budget: fc.integer({ min: 0, max: 6 }), answered: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("cut" as const), most: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("late" as const), at: fc.nat(50) }) },
); // prettier-ignore
type Event = typeof step extends fc.Arbitrary<infer E> ? E : never;
const script = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), step), { maxLength: 60 });

interface World {
  readonly server: Server;
  readonly phones: Phone[];
  /** Batches that went over the network once: it may deliver them again at any time. */
  readonly sent: (readonly Item[])[];
}

function make(
  phone: Phone,
  name: number,
  { needs, bad, urgent }: Pick<Extract<Event, { what: "put" }>, "needs" | "bad" | "urgent">,
): void {
  const before = phone.box.items[phone.box.items.length - 1];
  phone.made += 1;
  const id = `${name}-${String(phone.made).padStart(3, "0")}${bad ? "!" : ""}`;
  phone.box = put(phone.box, { id, needs: needs && before ? [before.id] : [], ...(urgent && { urgent }) });
}

/** Every id that was made is on the server or still counted on its phone: nothing is neither. */
function nothingIsNowhere({ server, phones }: World): void {
  for (const [n, phone] of phones.entries()) {
    const stored = new Set(server.stored.filter((id) => id.startsWith(`${n}-`)));
    const here = new Set(phone.box.items.map((item) => item.id));
    assert.ok(stored.size + unsent(phone.box) >= phone.made);
    assert.equal(new Set([...stored, ...here]).size, phone.made);
  }
}

async function play(world: World, n: number, what: Event): Promise<void> {
  const phone = world.phones[n];
  if (!phone) return;
  if (what.what === "put") return make(phone, n, what);
  if (what.what === "late") {
    const batch = world.sent[what.at];
    if (batch) await world.server.answer(batch);
    return;
  }
  const { box, batch } = take(phone.box, what.most);
  phone.box = box;
  if (what.what === "cut") {
    phone.box = lost(phone.box);
    return;
  }
  world.sent.push(batch);
  const answers = await world.server.answer(batch, what.budget);
  phone.box = what.answered ? settle(phone.box, answers) : lost(phone.box);
}

async function drain({ server, phones }: World): Promise<void> {
  for (const phone of phones) {
    for (let turn = 0; turn < 200; turn += 1) {
      const { box, batch } = take(lost(phone.box), 3);
      if (batch.length === 0) break;
      phone.box = settle(box, await server.answer(batch));
    }
  }
}

test("any network, any order of events: exactly once, in order, none unsent but what was refused", async () => {
  await fc.assert(
    fc.asyncProperty(script, async (events) => {
      const world: World = {
        server: new Server(),
        phones: [0, 1, 2].map(() => ({ box: emptyOutbox, made: 0 })),
        sent: [],
      };
      for (const [n, event] of events) {
        await play(world, n, event);
        nothingIsNowhere(world);
      }
      await drain(world);
      const { stored } = world.server;
      assert.equal(new Set(stored).size, stored.length, "stored once");
      for (const [n, phone] of world.phones.entries()) {
        const mine = stored.filter((id) => id.startsWith(`${n}-`));
        assert.ok(phone.box.items.every((item) => item.state === "refused" || item.needs.length > 0));
        assert.equal(mine.length + unsent(phone.box), phone.made);
      }
      const before = [...stored];
      for (let replay = 0; replay < 10; replay += 1) for (const batch of world.sent) await world.server.answer(batch);
      assert.deepEqual(world.server.stored, before, "ten replays change nothing");
    }),
    { numRuns: 300 },
  );
});

test("whatever is urgent, nothing stands on the server before what it needs", async () => {
  await fc.assert(
    fc.asyncProperty(script, async (events) => {
      const world: World = { server: new Server(), phones: [0, 1, 2].map(() => ({ box: emptyOutbox, made: 0 })), sent: [] };
      const needs = new Map<string, readonly string[]>();
      for (const [n, event] of events) {
        await play(world, n, event);
        for (const { box } of world.phones) for (const item of box.items) needs.set(item.id, item.needs);
      }
      await drain(world);
      const { stored } = world.server;
      for (const [at, id] of stored.entries())
        for (const need of needs.get(id) ?? []) assert.ok(stored.indexOf(need) < at);
    }),
    { numRuns: 200 },
  ); // prettier-ignore
});

test("without refusals each phone's commands stand on the server in the order in which they were made", async () => {
  await fc.assert(
    fc.asyncProperty(script, async (events) => {
      const world: World = {
        server: new Server(),
        phones: [0, 1, 2].map(() => ({ box: emptyOutbox, made: 0 })),
        sent: [],
      };
      for (const [n, event] of events)
        await play(world, n, event.what === "put" ? { ...event, bad: false, urgent: false } : event);
      await drain(world);
      for (const n of world.phones.keys()) {
        const mine = world.server.stored.filter((id) => id.startsWith(`${n}-`));
        assert.deepEqual(mine, mine.toSorted());
        assert.equal(unsent(world.phones[n]?.box ?? emptyOutbox), 0);
      }
    }),
    { numRuns: 300 },
  );
});
