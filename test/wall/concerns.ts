import assert from "node:assert/strict";
import * as concern from "#capabilities/concern/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import type { Browser } from "../accounts.ts";
import type { Cast } from "../cast.ts";
import type { Target } from "./targets.ts";

type Command = readonly [step: string, body: Readonly<Record<string, unknown>>];

const receive: Command = ["receive", {}];
/** What whoever asks must have done with a report, for the operation to have something to do. */
const before: Readonly<Record<string, readonly Command[]>> = {
  steps: [receive],
  identify: [receive],
  transfer: [receive],
  tell: [receive],
  close: [receive, ["steps", { handling: "visited" }], ["tell", { words: "走查测试" }]],
};

/** A report of one's own, as far as the operation needs it; to take part in one, another has received it. */
export async function concernFor(
  people: Cast,
  by: Browser,
  other: Actor,
  [operation, { area, child }]: readonly [string, Target],
): Promise<string> {
  const id = newId();
  const send = async (url: string, body: Readonly<Record<string, unknown>>): Promise<void> =>
    assert.equal((await by.post(url, body)).status, 200, `${url} before ${operation}`);
  await send("/api/concern/reports", { id, childId: child, area });
  const step = operation.split("/").at(-1) ?? "";
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  if (step === "join") await concern.receive(world, other, id, { id: newId() });
  for (const [done, body] of before[step] ?? [])
    await send(`/api/concern/reports/${id}/${done}`, { id: newId(), ...body });
  return id;
}
