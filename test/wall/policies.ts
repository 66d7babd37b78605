import { newId } from "#kernel/id.ts";
import type { Asked } from "./operations.ts";

/* How each operation of policy packs is asked for. */

export const policyOperations: Readonly<Record<string, Asked>> = {
  "GET /api/policy/current": { of: "public" },
  "GET /api/policy/packs": { of: "public", query: (t) => ({ area: t.area }) },
  "GET /api/policy/packs/:id": { of: "public" },
  "GET /api/policy/packs/:id/examples": { of: "public" },
  "GET /api/policy/packs/:id/wording": { of: "public" },
  "POST /api/policy/rehearsal": { of: "own", body: () => ({ name: "pack.yaml", pack: "id: nowhere" }) },
  "GET /api/policy/rehearsal": { of: "own" },
  "GET /api/policy/rehearsal/children": { of: "own" },
  "POST /api/policy/rehearsal/file": { of: "own", body: () => ({ id: newId(), purpose: "reporting" }) },
  "DELETE /api/policy/rehearsal": { of: "own" },
};
