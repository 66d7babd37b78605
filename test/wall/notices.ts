import assert from "node:assert/strict";
import * as notice from "#capabilities/notice/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import type { Browser } from "../accounts.ts";
import type { Cast } from "../cast.ts";
import type { Target } from "./targets.ts";

const readBy = "2024-07-05";
const words = { title: "走查", words: "走查测试", readBy };

/** A notice of one's own office, or for whoever reads one: to all posts of the province from above. */
export async function noticeFor(
  { tonghu }: Cast,
  by: Browser,
  [operation, { area }]: readonly [string, Target],
): Promise<string> {
  const id = newId();
  if (!operation.endsWith("/read")) {
    const answer = await by.post("/api/notice/notices", { id, ...words, posts: ["director"], areas: [area] });
    assert.equal(answer.status, 200, `a notice before ${operation}`);
    return id;
  }
  const province = area.slice(0, 2);
  const above: Actor = { personId: newId(), name: "省厅", post: "province", area: province, scope: subtree(province) };
  const posts = ["director", "supervisor", "county", "city"] as const;
  const command = { id, ...words, posts: [...posts], areas: [province], childIds: [] };
  await notice.send({ ...tonghu.ground, journal: tonghu.journal }, above, command);
  return id;
}
