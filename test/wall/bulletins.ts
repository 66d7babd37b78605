import { type Composed, composeList, type Drafted } from "#capabilities/bulletin/decide.ts";
import { tellChild } from "#capabilities/bulletin/telling.ts";
import { kinds } from "#capabilities/bulletin/words.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { nation } from "#kernel/scope.ts";
import type { Browser } from "../accounts.ts";
import type { Cast } from "../cast.ts";
import type { Asked } from "./operations.ts";
import type { Target } from "./targets.ts";

/* Lists to departments, brought to where an operation has something to do. */

const machine: Actor = { personId: newId(), name: "经办", post: "system", area: "0", scope: nation };
const department = "youth_league";
const day = "2024-07-01";

const step = (kind: string, more: object = {}): Drafted => ({ kind, body: { day, who: "复核", ...more } });
const submitted = step(kinds.submitted, { lines: 0 });
const sent = [submitted, step(kinds.checked), step(kinds.sent, { lines: 1, number: null })];

const composedAt = (area: string): Composed => ({
  kind: "periodic", item: "mass-organisations", title: "名单", clause: "条款", purpose: "care_bulletin", department, fields: ["name"],
  levels: { green: "低风险" }, policy: { from: "2024-01-01", to: null }, area, asOf: "2024-07-01T00:00:00.000Z", day, composer: "经办", last: null,
  reason: "", checkFirst: true,
}); // prettier-ignore

async function listAt(
  people: Cast,
  composed: Composed,
  after: readonly Drafted[],
  personId = machine.personId,
): Promise<string> {
  const id = newId();
  const { area } = composed;
  await people.tonghu.journal.create({ actor: { ...machine, personId }, commandId: id, content: {} }, { id, childId: id, area }, () => [...composeList(composed, 1), ...after]); // prettier-ignore
  return id;
}

/** A list of the village's county that was sent and names its child. */
export async function bulletinAt(people: Cast, area: string, child: string): Promise<string> {
  const list = composedAt(area.slice(0, 6));
  const id = await listAt(people, list, sent);
  await tell(people, list, id, child);
  return id;
}

async function tell(people: Cast, { kind, title, clause, fields, area: to }: Composed, id: string, child: string): Promise<void> {
  const telling = { department, kind, title, clause, to, level: "green", levelTitle: "低风险", rank: 3, day, composer: "经办", checker: "复核", reason: "", fields, facts: {} } as const;
  await people.tonghu.journal.decide({ actor: machine, commandId: newId(), content: {} }, child, () => tellChild({}, id, telling));
} // prettier-ignore

/** A list of the office that asks, as far as the operation needs it. */
export async function bulletinFor(people: Cast, by: Browser, [operation, target]: readonly [string, Target]): Promise<string> {
  const me = (await by.get("/api/account/me")).body as { personId: string; area: string };
  const own = /\/(submit|children\/:childId)$/.test(operation);
  const after = /\/(submit|drop|children\/:childId)$/.test(operation) ? [] : /\/(check|return|continue)$/.test(operation) ? [submitted] : sent;
  const id = await listAt(people, composedAt(me.area), after, own ? me.personId : undefined);
  await people.database.db.owner.query(
    "insert into bulletin_draft (county, child_id, list_id, area, level, rank, added, out) values ($1, $2, $3, $4, 'green', 3, false, false)",
    [target.area.slice(0, 6), target.child, id, target.area],
  );
  if (operation.endsWith("/recall")) await tell(people, composedAt(me.area), id, target.child);
  return id;
} // prettier-ignore

const reason = "走查测试";
const once = () => ({ id: newId() });
const ended = () => ({ id: newId(), reason });
const wanted = { item: "mass-organisations", department };
const help = () => ({ id: newId(), kind: "visit", what: reason, by: reason, on: day });

/** How each operation of lists to departments is asked. */
export const bulletinOperations: Readonly<Record<string, Asked>> = {
  "GET /api/bulletin/today": { of: "list" },
  "GET /api/bulletin/lists": { of: "list", query: ({ area }) => ({ area }) },
  "POST /api/bulletin/lists": { of: "own", body: () => ({ id: newId(), ...wanted }) },
  "GET /api/bulletin/lists/:listId": { of: "bulletin" },
  "GET /api/bulletin/lists/:listId/lines": { of: "bulletin" },
  "POST /api/bulletin/lists/:listId/children/:childId": { of: "bulletin", body: () => ({ id: newId(), act: "leave_out", reason }) },
  "POST /api/bulletin/lists/:listId/children/:childId/recall": { of: "bulletin", body: ended },
  "POST /api/bulletin/lists/:listId/submit": { of: "bulletin", body: once },
  "POST /api/bulletin/lists/:listId/return": { of: "bulletin", body: ended },
  "POST /api/bulletin/lists/:listId/check": { of: "bulletin", body: once },
  "POST /api/bulletin/lists/:listId/continue": { of: "bulletin", body: once },
  "POST /api/bulletin/lists/:listId/withdraw": { of: "bulletin", body: ended },
  "POST /api/bulletin/lists/:listId/drop": { of: "bulletin", body: ended },
  "GET /api/bulletin/children/:childId": { of: "child" },
  "GET /api/bulletin/children/:childId/offers": { of: "child" },
  "POST /api/bulletin/children/:childId": { of: "child", changes: true, body: (t) => ({ id: newId(), ...wanted, reason, seq: t.seq }) },
  "GET /api/bulletin/inbox": { of: "list" },
  "GET /api/bulletin/inbox/:listId": { of: "told" },
  "GET /api/bulletin/inbox/:listId/lines": { of: "told" },
  "POST /api/bulletin/inbox/:listId/file": { of: "told", body: () => ({ id: newId(), purpose: "referral" }) },
  "POST /api/bulletin/inbox/workbook": { of: "public" },
  "POST /api/bulletin/inbox/:listId/receive": { of: "told", body: once },
  "POST /api/bulletin/inbox/:listId/children/:childId": { of: "told", body: help },
}; // prettier-ignore
