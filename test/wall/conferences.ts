import { newId } from "#kernel/id.ts";
import type { Asked } from "./operations.ts";
import type { Target } from "./targets.ts";

/* How the operations of conferences are asked: the file has one that was held, or, where it is brought there, one before its meeting. */

const reason = "走查测试";
const area = ({ area: code }: Target) => ({ area: code });

export const conferenceOperations: Readonly<Record<string, Asked>> = {
  "GET /api/conference/list": { of: "list", query: area },
  "GET /api/conference/decisions": { of: "list", query: area },
  "GET /api/conference/today": { of: "list" },
  "GET /api/conference/children/:childId": { of: "child" },
  "GET /api/conference/children/:childId/company": { of: "child" },
  "GET /api/conference/children/:childId/offer": { of: "child" },
  "POST /api/conference/children/:childId": { of: "child", changes: true, body: (t) => ({ id: newId(), reason, day: "2024-07-02", time: "09:30", place: "会议室", way: "onsite", invited: [{ department: "education", fields: ["name"] }], seq: t.seq, instead: 1, review: reason }) },
  "POST /api/conference/children/:childId/:no/minutes": { of: "child", ready: "convened", changes: true, body: () => ({ id: newId(), heldOn: "2024-07-01", present: ["经办"], minutes: `${reason}${reason}${reason}`, decisions: [], reviewOn: "2024-08-01" }) },
  "POST /api/conference/children/:childId/:no/minutes/correct": { of: "child", changes: true, body: () => ({ id: newId(), minutes: `${reason}${reason}${reason}更正`, reason, earlier: 0 }) },
  "POST /api/conference/children/:childId/:no/invite": { of: "child", ready: "convened", changes: true, body: (t) => ({ id: newId(), department: "police", fields: ["name"], seq: t.seq }) },
  "POST /api/conference/children/:childId/:no/uninvite": { of: "child", ready: "convened", changes: true, body: () => ({ id: newId(), department: "health", reason }) },
  "POST /api/conference/children/:childId/:no/move": { of: "child", ready: "convened", changes: true, body: () => ({ id: newId(), day: "2024-07-04", time: "15:00", place: "会议室", way: "online", reason }) },
  "POST /api/conference/children/:childId/:no/cancel": { of: "child", ready: "convened", changes: true, body: () => ({ id: newId(), reason }) },
  "POST /api/conference/children/:childId/:no/leave": { of: "child", ready: "convened", changes: true, body: () => ({ id: newId(), reason }) },
  "POST /api/conference/children/:childId/:no/join": { of: "child", ready: "joinable", changes: true, body: ({ beside }) => ({ id: newId(), reason, childId: beside?.child ?? newId(), seq: beside?.seq ?? 1, invited: [{ department: "education", fields: ["name"] }], instead: 1, review: reason }) },
  "POST /api/conference/children/:childId/:no/review": { of: "child", changes: true, body: () => ({ id: newId(), review: "ended", note: reason }) },
  "POST /api/conference/children/:childId/:no/decisions/:nth/renew": { of: "child", changes: true, body: () => ({ id: newId(), note: reason, person: "经办", due: "2024-08-01" }) },
  "POST /api/conference/children/:childId/:no/decisions/:nth/drop": { of: "child", changes: true, body: () => ({ id: newId(), reason }) },
  "GET /api/conference/inbox": { of: "list" },
  "GET /api/conference/inbox/today": { of: "list" },
  "POST /api/conference/inbox/file": { of: "list", body: () => ({ id: newId(), purpose: "referral" }) },
  "POST /api/conference/inbox/workbook": { of: "public" },
  "GET /api/conference/inbox/:childId/:no": { of: "invited" },
  "POST /api/conference/inbox/:childId/:no/accept": { of: "invited", ready: "convened", changes: true, body: () => ({ id: newId(), sends: "经办" }) },
  "POST /api/conference/inbox/:childId/:no/decline": { of: "invited", ready: "convened", changes: true, body: () => ({ id: newId(), reason }) },
  "POST /api/conference/inbox/:childId/:no/opinion": { of: "invited", ready: "convened", changes: true, body: () => ({ id: newId(), opinion: reason }) },
  "POST /api/conference/inbox/:childId/:no/decisions/:nth": { of: "invited", changes: true, body: () => ({ id: newId(), done: true, result: reason }) },
}; // prettier-ignore
