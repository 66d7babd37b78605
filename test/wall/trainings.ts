import { newId } from "#kernel/id.ts";
import { purposes } from "#kernel/purpose.ts";
import type { Asked } from "./operations.ts";
import type { Target } from "./targets.ts";

const area = ({ area: code }: Target) => ({ area: code });
const reason = "走查测试";

/** How the operations of training are asked. */
export const trainingOperations: Readonly<Record<string, Asked>> = {
  "GET /api/training/mine": { of: "own" },
  "POST /api/training/exams": {
    of: "own",
    body: () => ({ id: newId(), courseId: "example-1", answers: { q1: 1, q2: 1, q3: 1, q4: 1 } }),
  },
  "GET /api/training/sessions": { of: "list", query: area },
  "POST /api/training/sessions": {
    of: "person",
    changes: true,
    body: (t) => ({ id: newId(), title: reason, day: "2024-07-01", people: [t.person] }),
  },
  "POST /api/training/sessions/:sessionId/withdraw": {
    of: "session",
    changes: true,
    body: () => ({ id: newId(), reason }),
  },
  "GET /api/training/coverage": { of: "list", query: area },
  "POST /api/training/coverage/file": { of: "list", query: area, body: () => ({ id: newId(), purpose: purposes[0] }) },
  "GET /api/training/people": { of: "list", query: area },
  "GET /api/training/people/:personId": { of: "person" },
};
