import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { ask, confirm, list, ofChild, ofToday, type RecognitionWorld, verify, withdraw } from "./actions.ts";
import {
  AreaQuery, AskRecognition, ChildParam, ChildRecognitions, JudgeRecognition, RecognitionParam, RecognitionsPage, RecognitionsQuery,
  RecognitionToday, WithdrawRecognition,
} from "./words.ts"; // prettier-ignore

const step = ["journal.not_found", "recognition.unknown", "recognition.not_now"];
const judged = [...step, "registry.file_closed"];

export const routes = (world: RecognitionWorld): Route[] => [
  route({
    method: "GET", path: "/api/recognition/list", permission: "recognition.read", summary: "认定申请（未办结的按申请先后，最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: RecognitionsQuery, output: RecognitionsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({ method: "GET", path: "/api/recognition/today", permission: "recognition.read", summary: "今日要办的认定", looks: { none: "counts alone" }, query: AreaQuery, output: RecognitionToday, refusals: ["area.unknown"] })(({ actor, query }) => ofToday(world, actor, query.area)),
  route({
    method: "GET", path: "/api/recognition/children/:childId", permission: "recognition.read", summary: "一名儿童的认定申请，及可以申请的认定", looks: { kind: "file" }, params: ChildParam, output: ChildRecognitions,
    refusals: ["registry.not_found"],
  })(({ actor, params }) => ofChild(world, actor, params.childId)),
  route({
    method: "POST", path: "/api/recognition/children/:childId", permission: "recognition.ask", summary: "登记认定申请", params: ChildParam, body: AskRecognition, output: Stored,
    refusals: ["journal.not_found", "registry.file_closed", "recognition.kind_unknown", "recognition.open_already"],
  })(async ({ actor, params, body }) => stored(await ask(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/recognition/children/:childId/:no/verify", permission: "recognition.verify", summary: "乡镇查验认定申请", params: RecognitionParam, body: JudgeRecognition, output: Stored, refusals: judged,
  })(async ({ actor, params, body }) => stored(await verify(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/recognition/children/:childId/:no/confirm", permission: "recognition.confirm", summary: "县级确认或者不予认定", params: RecognitionParam, body: JudgeRecognition, output: Stored, refusals: judged,
  })(async ({ actor, params, body }) => stored(await confirm(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/recognition/children/:childId/:no/withdraw", permission: "recognition.withdraw", summary: "撤回认定申请", params: RecognitionParam, body: WithdrawRecognition, output: Stored, refusals: step,
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.childId, params.no, body))),
]; // prettier-ignore
