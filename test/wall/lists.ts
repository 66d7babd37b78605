import { newId } from "#kernel/id.ts";
import type { Asked } from "./operations.ts";

/* What is asked of departments' lists and of what they brought up. */

const reason = "走查测试";
const area = ({ area: code }: Parameters<NonNullable<Asked["query"]>>[0]) => ({ area: code });

export const listOperations: Readonly<Record<string, Asked>> = {
  "GET /api/comparison/kinds": { of: "public" },
  "GET /api/comparison/kinds/:kind/template": { of: "public" },
  "GET /api/comparison/today": { of: "public" },
  "GET /api/comparison/sources": { of: "public" },
  "PUT /api/comparison/sources/:kind": { of: "public", body: () => ({ url: "https://127.0.0.1/list", header: null, form: "json", dayOfMonth: 5, active: false }) },
  "POST /api/comparison/sources/:kind/fetch": { of: "public" },
  "POST /api/comparison/lists": { of: "public", query: () => ({ kind: "school_dropouts", day: "2024-06-01" }) },
  "GET /api/comparison/lists": { of: "list" },
  "GET /api/comparison/lists/:id": { of: "departmentList" },
  "GET /api/comparison/lists/:id/rows": { of: "departmentList" },
  "POST /api/comparison/lists/:id/cancel": { of: "departmentList" },
  "POST /api/comparison/lists/:id/confirm": { of: "departmentList" },
  "POST /api/comparison/lists/:id/withdraw": { of: "departmentList", changes: true, body: () => ({ reason: "wrong_data" }) },
  "POST /api/comparison/lists/:id/returned": { of: "departmentList", body: () => ({ id: newId(), purpose: "verification" }) },
  "POST /api/comparison/lists/:id/rows/:n/decide": { of: "departmentList", changes: true, body: () => ({ same: true }) },
  "GET /api/anomaly/open": { of: "list", query: area },
  "GET /api/anomaly/counts": { of: "list", query: area },
  "GET /api/anomaly/children/:childId/:no": { of: "child" },
  "POST /api/anomaly/children/:childId/:no/verify": { of: "child", changes: true, body: () => ({ id: newId(), verdict: "wrong", note: reason }) },
  "GET /api/anomaly/unregistered": { of: "list", query: area },
  "GET /api/anomaly/unregistered/:id": { of: "unregistered" },
  "POST /api/anomaly/unregistered/:id/verify": { of: "unregistered", body: () => ({ id: newId(), verdict: "wrong", note: reason }) },
}; // prettier-ignore
