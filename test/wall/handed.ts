import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import type { Cast } from "../cast.ts";
import type { Asked } from "./operations.ts";

/* What offices said that they sent, and how the operations of it are asked. */

const reason = "走查测试";

export const handedOperations: Readonly<Record<string, Asked>> = {
  "GET /api/returns/due": { of: "list", query: ({ area }) => ({ area }) },
  "POST /api/returns/handed": {
    of: "own",
    body: () => ({ id: newId(), item: "deadlines.annex-2024", due: "2024-07-22", day: "2024-07-01" }),
  },
  "POST /api/returns/handed/:handedId/take-back": {
    of: "handed",
    changes: true,
    body: () => ({ id: newId(), reason }),
  },
};

/** Said by the village's office. */
export async function handedAt({ tonghu }: Cast, area: string): Promise<string> {
  const id = newId();
  const actor = { personId: newId(), name: "经办", post: "supervisor", area, scope: subtree(area) } as const;
  const body = { item: "deadlines.x", title: "走查", clause: "条款", due: "2024-07-22", day: "2024-07-01", note: "", by: { name: "经办" } }; // prettier-ignore
  await tonghu.journal.create({ actor, commandId: id, content: {} }, { id, childId: null, area }, () => [
    { kind: "returns.handed_in", body },
  ]);
  return id;
}
