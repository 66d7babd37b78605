import assert from "node:assert/strict";
import * as concern from "#capabilities/concern/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { purposes } from "#kernel/purpose.ts";
import type { Browser } from "../accounts.ts";
import type { Cast } from "../cast.ts";
import { picture, pictureAdded, pictureId } from "./ready.ts";
import type { Asked } from "./operations.ts";
import type { Target } from "./targets.ts";

const reason = "走查测试";
const kept = () => ({ id: newId(), reason });
const inArea = ({ area: code }: Target) => ({ area: code });

export const concernOperations: Readonly<Record<string, Asked>> = {
  "POST /api/concern/reports": { of: "list", changes: true, body: (t) => ({ id: newId(), area: t.area, childId: t.child, name: t.childName, situation: "violence" }) },
  "POST /api/concern/reports/:concernId/supplements": { of: "concern", body: () => ({ id: newId(), note: reason }) },
  "GET /api/concern/reports/:concernId/uploads/:id": { of: "concern" },
  "POST /api/concern/reports/:concernId/uploads/:id": { of: "concern", query: () => ({ at: "0" }), bytes: picture },
  "POST /api/concern/reports/:concernId/pictures": { of: "concern", body: () => ({ id: pictureId, sha256: pictureAdded().sha256 }) },
  "GET /api/concern/reports/:concernId/pictures/:id/file": { of: "concern", query: () => ({ purpose: purposes[0] }) },
  "POST /api/concern/reports/:concernId/pictures/:id/withdraw": { of: "concern", body: kept },
  "GET /api/concern/own": { of: "list" },
  "GET /api/concern/reports": { of: "list", query: inArea },
  "GET /api/concern/counts": { of: "list", query: inArea },
  "GET /api/concern/figures": { of: "list", query: (t) => ({ area: t.area, from: "2024-01-01", to: "2024-12-31" }) },
  "GET /api/concern/reports/:concernId": { of: "concern" },
  "GET /api/concern/children/:childId/reports": { of: "child" },
  "POST /api/concern/reports/:concernId/receive": { of: "concern", body: () => ({ id: newId() }) },
  "POST /api/concern/reports/:concernId/join": { of: "concern", body: kept },
  "POST /api/concern/reports/:concernId/steps": { of: "concern", body: () => ({ id: newId(), handling: "visited" }) },
  "POST /api/concern/reports/:concernId/identify": { of: "concern", body: (t) => ({ id: newId(), childId: t.child }) },
  "POST /api/concern/reports/:concernId/transfer": { of: "concern", body: (t) => ({ id: newId(), area: t.otherArea, reason }) },
  "POST /api/concern/reports/:concernId/tell": { of: "concern", body: () => ({ id: newId(), words: reason }) },
  "POST /api/concern/reports/:concernId/close": { of: "concern", body: () => ({ id: newId(), finding: "unfounded", reason }) },
}; // prettier-ignore

type Command = readonly [step: string, body: Readonly<Record<string, unknown>>];

const receive: Command = ["receive", {}];
/** What whoever asks must have done with a report, for the operation to have something to do. */
const before: Readonly<Record<string, readonly Command[]>> = {
  steps: [receive],
  identify: [receive],
  transfer: [receive],
  tell: [receive],
  file: [receive],
  close: [receive, ["steps", { handling: "visited" }], ["tell", { words: "走查测试" }]],
};

type Send = (url: string, body: Readonly<Record<string, unknown>>) => Promise<void>;

/** A picture of it has come, and stands in the report where the operation needs one there. */
async function picturedBy(by: Browser, id: string, send: Send, added: boolean): Promise<void> {
  const { status } = await by.post(`/api/concern/reports/${id}/uploads/${pictureId}?at=0`, picture);
  assert.equal(status, 200);
  const { sha256 } = pictureAdded();
  if (added) await send(`/api/concern/reports/${id}/pictures`, { id: pictureId, sha256 });
}

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
  if (operation.includes("/pictures")) await picturedBy(by, id, send, !operation.endsWith("/pictures"));
  const step = operation.split("/").at(-1) ?? "";
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  if (step === "join") await concern.receive(world, other, id, { id: newId() });
  for (const [done, body] of before[step] ?? [])
    await send(`/api/concern/reports/${id}/${done}`, { id: newId(), ...body });
  return id;
}
