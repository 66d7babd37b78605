import { newId } from "#kernel/id.ts";
import { purposes } from "#kernel/purpose.ts";
import { leftBehind, places } from "../cast.ts";
import { concernOperations } from "./concerns.ts";
import { conferenceOperations } from "./conferences.ts";
import { bulletinOperations } from "./bulletins.ts";
import { listOperations } from "./lists.ts";
import { grantOperations } from "./grants.ts";
import { handedOperations } from "./handed.ts";
import { policyOperations } from "./policies.ts";
import { trainingOperations } from "./trainings.ts";
import { picture, pictureAdded, pictureId, type Ready } from "./ready.ts";
import { declared, type Target } from "./targets.ts";

/*
 * How each operation of the interface is asked about something that is there: what stands in its path, its query and its
 * body. An operation without a line here fails the walk.
 */

export interface Asked {
  /** What the path names: something of an area, or nothing of anybody's. */
  readonly of:
    | "child"
    | "person"
    | "post"
    | "pending"
    | "device"
    | "import"
    | "alert"
    | "departmentList"
    | "referred"
    | "invited"
    | "unregistered"
    | "concern"
    | "screen"
    | "notice"
    | "session"
    | "handed"
    | "grant"
    | "declaration"
    | "assignment"
    | "bulletin"
    | "told"
    | "list"
    | "public"
    | "own";
  readonly query?: (target: Target) => Readonly<Record<string, string>>;
  readonly body?: (target: Target) => unknown;
  /** What is sent where it is no JSON. */
  readonly bytes?: Buffer;
  /** It changes what it names: asked about something fresh each time. */
  readonly changes?: true;
  /** What must have happened to the child's file before, for the operation to have something to do. */
  readonly ready?: Ready;
}

const reason = "走查测试";
const area = ({ area: code }: Target) => ({ area: code });
const facts = { "school.name": "一小" };
const taken = () => ({ id: newId(), purpose: purposes[0] });
const kept = () => ({ id: newId(), reason });
const appointment = (code: string) => ({ kind: "director", area: code, reason });

const party = { name: "测试人", phone: "", place: "" };
const signer = (id: string) => ({ id, name: "测试人", how: "signed", file: pictureId, note: "" });
const entrustmentMade = () => ({
  id: newId(), form: "puning@1", from: "2024-06-20", until: "2025-06-19", entrusters: [{ id: "father", ...party }], carer: { ...party, relation: "" },
  answers: { able: "yes", crime: "no", vice: "no", neglect: "no", other: "no" }, wish: { heard: "agrees", words: "" }, undertakings: [],
  schoolTold: false, signers: [signer("father"), { id: "mother", name: "", how: "excused", note: reason }, signer("carer"), signer("witness")], reason: "",
}); // prettier-ignore

export const operations: Readonly<Record<string, Asked>> = {
  "GET /api/registry/facts": { of: "public" },
  "GET /api/registry/children/:childId": { of: "child" },
  "GET /api/registry/children/:childId/entries": { of: "child" },
  "POST /api/registry/children/:childId/printing": { of: "child", body: () => ({ purpose: purposes[0] }) },
  "POST /api/registry/children": { of: "list", changes: true, body: (t) => ({ id: newId(), childId: newId(), area: t.area, facts: { ...leftBehind, name: `新${newId().slice(-6)}`, "guardian.name": `监护人${newId().slice(-6)}` } }) },
  "POST /api/registry/children/:childId/facts": { of: "child", changes: true, body: () => ({ id: newId(), facts }) },
  "POST /api/registry/children/:childId/move": { of: "child", changes: true, body: (t) => ({ id: newId(), seq: t.seq, area: places.eastVillage, reason }) },
  "POST /api/registry/children/:childId/close": { of: "child", changes: true, body: () => ({ id: newId(), reason: "died" }) },
  "POST /api/registry/children/:childId/case": { of: "child", changes: true, body: (t) => ({ id: newId(), seq: t.seq, people: [t.person], reason }) },
  "POST /api/registry/children/:childId/break-seal": { of: "child", changes: true, body: () => ({ id: newId(), purpose: purposes[0], reason }) },
  "POST /api/registry/children/:childId/reopen": { of: "child", changes: true, body: () => ({ id: newId(), reason }) },
  "GET /api/visit/children/:childId/form": { of: "child" },
  "POST /api/visit/children/:childId/visits": { of: "child", changes: true, body: () => ({ id: newId(), kind: "contact", form: "puning@1" }) },
  "GET /api/grade/children/:childId/changes": { of: "child" },
  "POST /api/grade/children/:childId/proposals": { of: "child", changes: true, body: () => ({ id: newId(), level: "yellow", reason }) },
  "POST /api/grade/children/:childId/decisions": { of: "child", changes: true, body: (t) => ({ id: newId(), seq: t.seq, level: "red", reason, members: ["甲"] }) },
  "POST /api/grade/children/:childId/rejections": { of: "child", changes: true, body: (t) => ({ id: newId(), seq: t.seq, reason }) },
  "GET /api/task/open": { of: "list", query: area },
  "GET /api/task/assignments": { of: "list", query: area },
  "POST /api/task/assignments": { of: "child", changes: true, body: (t) => ({ id: newId(), childIds: [t.child], title: "走查问题", due: "2026-12-31" }) },
  "GET /api/task/runs": { of: "list", query: area },
  "GET /api/task/runs/:batch/refused": { of: "assignment" },
  "POST /api/task/runs/:batch/stop": { of: "assignment" },
  "POST /api/task/runs/:batch/resume": { of: "assignment" },
  "POST /api/task/children/:childId/tasks": { of: "child", changes: true, body: () => ({ id: newId(), title: "走查问题" }) },
  "POST /api/task/children/:childId/tasks/:no/close": { of: "child", changes: true, body: () => ({ id: newId(), outcome: "已办结" }) },
  "GET /api/attachment/children/:childId/uploads/:id": { of: "child" },
  "POST /api/attachment/children/:childId/uploads/:id": { of: "child", changes: true, query: () => ({ at: "0" }), bytes: picture },
  "POST /api/attachment/children/:childId/files": { of: "child", ready: "uploaded", changes: true, body: pictureAdded },
  "GET /api/attachment/children/:childId/files": { of: "child" },
  "POST /api/attachment/children/:childId/files/:id/withdraw": { of: "child", ready: "pictured", changes: true, body: kept },
  "GET /api/attachment/children/:childId/files/:id/file": { of: "child", ready: "pictured", query: () => ({ purpose: purposes[0] }) },
  "GET /api/caselist/children": { of: "list", query: area },
  "POST /api/caselist/find": { of: "list", body: () => ({ number: "445281201405010087" }) },
  "GET /api/caselist/lines": { of: "list", query: (t) => ({ ids: t.child }) },
  "GET /api/caselist/due": { of: "list", query: area },
  "GET /api/caselist/ids": { of: "list", query: area },
  "GET /api/caselist/count": { of: "list", query: area },
  "POST /api/caselist/file": { of: "list", query: (t) => ({ area: t.area, columns: "name,level" }), body: taken },
  "GET /api/caselist/board": { of: "list", query: area },
  "GET /api/caselist/board/trend": { of: "list", query: area },
  "POST /api/caselist/board/file": { of: "list", query: area, body: taken },
  "POST /api/display/screens": { of: "own", body: (t) => ({ id: newId(), name: "大厅", area: t.area.slice(0, 6), days: 1 }) },
  "GET /api/display/screens": { of: "list" },
  "DELETE /api/display/screens/:screenId": { of: "screen", changes: true },
  "GET /api/display/figures": { of: "public" },
  "DELETE /api/display/own": { of: "public" },
  "GET /api/caselist/overdue": { of: "list", query: area },
  "GET /api/caselist/summary": { of: "list", query: area },
  "GET /api/survey/template": { of: "public" },
  "POST /api/survey/imports": { of: "public" },
  "GET /api/survey/imports": { of: "list" },
  "GET /api/survey/imports/:id": { of: "import" },
  "POST /api/survey/imports/:id/cancel": { of: "import" },
  "POST /api/survey/imports/:id/returned": { of: "import", body: taken },
  "GET /api/returns": { of: "public" },
  "GET /api/returns/:id": { of: "list", query: area },
  "GET /api/returns/annex": { of: "public" },
  "POST /api/returns/:id/file/:format": { of: "list", query: area, body: taken },
  "POST /api/returns/annex/:id/file": { of: "list", query: area, body: taken },
  "GET /api/export/exports": { of: "list" },
  "GET /api/export/exports/:id/file": { of: "own" },
  "GET /api/export/makings": { of: "list" },
  "GET /api/export/makings/:id": { of: "own" },
  "POST /api/export/makings/:id/stop": { of: "own" },
  "GET /api/export/origin": { of: "list", query: () => ({ sha256: "0".repeat(64) }) },
  "GET /api/export/sendings": { of: "list" },
  "GET /api/export/rules": { of: "public" },
  "POST /api/sync/batches": { of: "own" },
  "POST /api/sync/village": { of: "own" },
  "POST /api/sync/salvage": { of: "public", body: () => ({}) },
  "GET /api/sync/salvaged": { of: "list" },
  "POST /api/sync/salvaged/:id/take": { of: "own" },
  "POST /api/sync/salvaged/:id/dismiss": { of: "own" },
  "GET /api/sync/phones": { of: "list" },
  "GET /api/retention/rules": { of: "public" },
  "GET /api/retention/counts": { of: "list", query: area },
  "GET /api/retention/due": { of: "list", query: area },
  "POST /api/retention/children/:childId/seal": { of: "child", ready: "shut", changes: true, body: kept },
  "POST /api/retention/children/:childId/unseal": { of: "child", ready: "sealed", changes: true, body: kept },
  "POST /api/retention/children/:childId/open": { of: "child", ready: "sealed", changes: true, body: () => ({ ...kept(), purpose: purposes[0] }) },
  "POST /api/retention/children/:childId/propose-deletion": { of: "child", ready: "sealed", changes: true, body: kept },
  "POST /api/retention/children/:childId/withdraw-deletion": { of: "child", ready: "proposed", changes: true, body: kept },
  "POST /api/retention/children/:childId/confirm-deletion": { of: "child", ready: "proposed", changes: true, body: (t) => ({ id: newId(), seq: t.seq }) },
  "POST /api/retention/children/:childId/erase": { of: "child", ready: "confirmed", changes: true },
  "GET /api/rights/requests": { of: "list", query: area },
  "GET /api/rights/children/:childId/requests": { of: "child" },
  "GET /api/rights/children/:childId/requests/:no/summary": { of: "child", ready: "granted" },
  "POST /api/rights/children/:childId/requests/:no/file": { of: "child", ready: "granted", body: () => ({ id: newId(), purpose: "rights" }) },
  "POST /api/rights/children/:childId/requests": { of: "child", changes: true, body: () => ({ id: newId(), claim: "consult", asker: "测试父", relation: "father", proof: "household_register" }) },
  "POST /api/rights/children/:childId/requests/:no/decide": { of: "child", ready: "asked", changes: true, body: () => ({ id: newId(), decision: "granted", reason }) },
  "POST /api/rights/children/:childId/requests/:no/complete": { of: "child", ready: "deletionGranted", changes: true, body: () => ({ id: newId() }) },
  "POST /api/rights/children/:childId/requests/:no/withdraw": { of: "child", ready: "asked", changes: true, body: () => ({ id: newId(), reason }) },
  "GET /api/report/self-audit": { of: "list", query: () => ({ year: "2024" }) },
  "GET /api/report/impact": { of: "list", query: area },
  "GET /api/returns/:id/children": { of: "list", query: (t) => ({ area: t.area, row: "total", which: "total" }) },
  "GET /api/trace/looks": { of: "list", query: (t) => ({ child: t.child }) },
  "GET /api/trace/children/:childId/summary": { of: "child" },
  "GET /api/trace/alerts": { of: "list" },
  "POST /api/trace/alerts/:id/answer": { of: "alert", changes: true, body: () => ({ outcome: "justified", reason }) },
  "GET /api/area/units/:code": { of: "public" },
  "GET /api/area/units/:code/children": { of: "public" },
  "GET /api/area/units/:code/history": { of: "public" },
  "GET /api/area/units/:code/changes": { of: "public" },
  "POST /api/area/units/:code/boundaries/check": { of: "own" },
  "POST /api/area/units/:code/boundaries": { of: "own" },
  "GET /api/area/units/:code/boundaries": { of: "public" },
  "GET /api/area/paths": { of: "public", query: () => ({ codes: places.east }) },
  "GET /api/area/search": { of: "public", query: () => ({ text: "流沙" }) },
  "GET /api/account/people": { of: "list" },
  "POST /api/account/people": { of: "list", changes: true, body: (t) => ({ id: newId(), name: "新人", login: `n${newId().slice(-12)}`, post: appointment(t.area) }) },
  "POST /api/account/people/:personId/invitation": { of: "person", changes: true },
  "PUT /api/account/people/:personId/password": { of: "person", changes: true, body: () => ({ password: "Qing-Shui-He-38" }) },
  "DELETE /api/account/people/:personId/sessions": { of: "person", changes: true },
  "POST /api/account/people/:personId/close": { of: "person", changes: true, body: () => ({ reason, vacant: true }) },
  "POST /api/account/people/:personId/second-factor/reset": { of: "person", changes: true, body: () => ({ reason }) },
  "POST /api/account/posts": { of: "person", changes: true, body: (t) => ({ id: newId(), personId: t.person, ...appointment(t.otherArea) }) },
  "GET /api/account/posts/pending": { of: "list" },
  "POST /api/account/posts/:postId/approve": { of: "pending", changes: true },
  "POST /api/account/posts/:postId/refuse": { of: "pending", changes: true, body: () => ({ reason }) },
  "POST /api/account/posts/:postId/end": { of: "post", changes: true, body: () => ({ reason, vacant: true }) },
  "POST /api/account/posts/:postId/handover": { of: "post", changes: true, body: (t) => ({ to: t.heir, reason }) },
  "GET /api/account/events": { of: "list", query: (t) => ({ personId: t.person }) },
  "POST /api/account/device-codes": { of: "post", changes: true, body: (t) => ({ postId: t.post }) },
  "GET /api/account/area-devices": { of: "list" },
  "DELETE /api/account/devices/:deviceId": { of: "device", changes: true },
  "GET /api/account/ways": { of: "public" },
  "GET /api/account/me": { of: "own" },
  "POST /api/account/sign-in": { of: "public", body: () => ({ login: "niemand", password: "x" }) },
  "POST /api/account/sessions": { of: "public", body: () => ({ code: "x".repeat(43) }) },
  "POST /api/account/devices": { of: "public", body: () => ({ code: "x".repeat(43), name: "手机" }) },
  "DELETE /api/account/session": { of: "public" },
  "POST /api/account/provider/sign-ins": { of: "public", body: () => ({}) },
  "GET /api/account/provider/return": { of: "public" },
  "GET /api/account/demo-people": { of: "public" },
  "POST /api/account/demo-sessions": { of: "public", body: () => ({ personId: newId() }) },
  "PUT /api/account/password": { of: "own", body: () => ({ current: "x", password: "Qing-Shui-He-39" }) },
  "POST /api/account/second-factor": { of: "own" },
  "POST /api/account/second-factor/confirm": { of: "own", body: () => ({ code: "000000" }) },
  "POST /api/account/second-factor/check": { of: "own", body: () => ({ code: "000000" }) },
  "POST /api/account/second-factor/recovery-codes": { of: "own" },
  "DELETE /api/account/second-factor": { of: "own" },
  "POST /api/account/post": { of: "own", body: () => ({ postId: newId() }) },
  "GET /api/account/sessions": { of: "own" },
  "DELETE /api/account/sessions": { of: "own" },
  "DELETE /api/account/sessions/:session": { of: "own" },
  "GET /api/account/devices": { of: "own" },
  ...listOperations,
  "GET /api/referral/list": { of: "list", query: area },
  "GET /api/referral/counts": { of: "list", query: area },
  "GET /api/referral/today": { of: "list" },
  "GET /api/referral/origins": { of: "list", query: (t) => ({ kind: "task", ids: t.child }) },
  "GET /api/referral/children/:childId": { of: "child" },
  "GET /api/referral/children/:childId/routes": { of: "child" },
  "POST /api/referral/children/:childId": { of: "child", changes: true, body: (t) => ({ id: newId(), route: "medical_insurance", fields: ["name"], note: reason, seq: t.seq }) },
  "POST /api/referral/children/:childId/:no/check": { of: "child", ready: "answered", changes: true, body: () => ({ id: newId(), solved: true, note: reason }) },
  "POST /api/referral/children/:childId/:no/close": { of: "child", ready: "returned", changes: true, body: () => ({ id: newId(), reason }) },
  "POST /api/referral/children/:childId/:no/withdraw": { of: "child", changes: true, body: () => ({ id: newId(), reason }) },
  "GET /api/recognition/list": { of: "list", query: area },
  "GET /api/recognition/today": { of: "list" },
  "GET /api/recognition/children/:childId": { of: "child" },
  "POST /api/recognition/children/:childId": { of: "child", changes: true, body: () => ({ id: newId(), kind: "de_facto", asker: "guardian", note: reason }) },
  "POST /api/recognition/children/:childId/:no/verify": { of: "child", ready: "applied", changes: true, body: () => ({ id: newId(), eligible: true, reason }) },
  "POST /api/recognition/children/:childId/:no/confirm": { of: "child", ready: "verified", changes: true, body: () => ({ id: newId(), eligible: true, reason }) },
  "POST /api/recognition/children/:childId/:no/withdraw": { of: "child", ready: "applied", changes: true, body: () => ({ id: newId(), reason }) },
  "GET /api/referral/inbox": { of: "list" },
  "POST /api/referral/inbox/file": { of: "list", body: () => ({ id: newId(), purpose: "referral" }) },
  "POST /api/referral/inbox/workbook": { of: "public" },
  "GET /api/referral/inbox/today": { of: "list" },
  "GET /api/referral/inbox/:childId/:no": { of: "referred" },
  "POST /api/referral/inbox/:childId/:no/receive": { of: "referred", changes: true, body: () => ({ id: newId() }) },
  "POST /api/referral/inbox/:childId/:no/accept": { of: "referred", changes: true, body: () => ({ id: newId() }) },
  "POST /api/referral/inbox/:childId/:no/return": { of: "referred", changes: true, body: () => ({ id: newId(), reason }) },
  "POST /api/referral/inbox/:childId/:no/answer": { of: "referred", changes: true, body: () => ({ id: newId(), result: reason }) },
  "GET /api/entrustment/list": { of: "list", query: area },
  "GET /api/entrustment/counts": { of: "list", query: area },
  "GET /api/entrustment/children/:childId": { of: "child" },
  "POST /api/entrustment/file": { of: "list", query: (t) => ({ ...area(t), show: "without" }), body: taken },
  "POST /api/entrustment/children/:childId/agreements": { of: "child", changes: true, body: entrustmentMade },
  "POST /api/entrustment/children/:childId/signatures": { of: "child", ready: "waiting", changes: true, body: () => ({ id: newId(), signer: "father", name: "测试父", file: pictureId }) },
  "POST /api/entrustment/children/:childId/end": { of: "child", ready: "entrusted", changes: true, body: () => ({ id: newId(), ending: "returned", note: "" }) },
  "POST /api/entrustment/children/:childId/doubts": { of: "child", changes: true, body: () => ({ id: newId(), note: reason }) },
  "POST /api/entrustment/children/:childId/keep": { of: "child", ready: "doubted", changes: true, body: () => ({ id: newId(), note: reason }) },
  ...policyOperations,
  ...handedOperations,
  ...trainingOperations,
  "GET /api/notice/mine": { of: "own" },
  "POST /api/notice/notices/:noticeId/read": { of: "notice", body: () => ({ id: newId() }) },
  "GET /api/notice/notices": { of: "own" },
  "POST /api/notice/notices": { of: "child", changes: true, body: (t) => ({ id: newId(), title: "走查", words: reason, posts: ["director"], childIds: [t.child], readBy: "2024-07-05" }) },
  "GET /api/notice/notices/:noticeId": { of: "notice" },
  "POST /api/notice/notices/:noticeId/remind": { of: "notice", changes: true, body: () => ({ id: newId() }) },
  "POST /api/notice/notices/:noticeId/withdraw": { of: "notice", changes: true, body: kept },
  ...concernOperations,
  "GET /api/concern/public/policy": { of: "public", query: area },
  "GET /api/concern/public/areas/:code": { of: "public" },
  "POST /api/concern/public/reports": { of: "public", body: (t) => ({ id: newId(), secret: "0".repeat(16), area: t.area, note: reason }) },
  "POST /api/concern/public/sealed": { of: "public", body: (t) => ({ id: newId(), area: t.area, box: { point: "AA==", iv: "AA==", text: "AA==" } }) },
  "POST /api/concern/public/look-ups": { of: "public", body: () => ({ number: "0".repeat(12), secret: "0".repeat(16) }) },
  ...grantOperations,
  ...conferenceOperations,
  "POST /api/declaration/public/declarations": { of: "public", body: (t) => ({ id: newId(), secret: "0".repeat(16), area: t.area, ...declared }) },
  "POST /api/declaration/public/look-ups": { of: "public", body: () => ({ number: "0".repeat(12), secret: "0".repeat(16) }) },
  "GET /api/declaration/waiting": { of: "list", query: area },
  "GET /api/declaration/declarations/:declarationId": { of: "declaration", query: () => ({ purpose: "verification" }) },
  "POST /api/declaration/transfers": { of: "declaration", changes: true, body: (t) => ({ id: newId(), declarationId: t.declaration, area: t.otherArea }) },
  "POST /api/declaration/confirmations": { of: "declaration", changes: true, body: (t) => ({ id: newId(), declarationId: t.declaration, childId: t.child }) },
  "POST /api/declaration/refusals": { of: "declaration", changes: true, body: (t) => ({ id: newId(), declarationId: t.declaration, reason }) },
  ...bulletinOperations,
  "GET /healthz": { of: "public" },
  "GET /openapi.json": { of: "public" },
}; // prettier-ignore
