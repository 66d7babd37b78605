import { type Route, route } from "#platform/http/route.ts";
import { answerAlert, listAlerts, readLooks, summarise, type TraceWorld } from "./actions.ts";
import {
  AlertLine,
  AlertParam,
  AlertsPage,
  AlertsQuery,
  AnswerAlert,
  ChildParam,
  ChildSummary,
  LooksPage,
  LooksQuery,
  SpanQuery,
} from "./words.ts";

export const routes = (world: TraceWorld): Route[] => [
  route({
    method: "GET", path: "/api/trace/looks", permission: "trace.read", summary: "访问记录", looks: { kind: "trace", of: (_page, { query }) => (query.child === undefined ? [] : [query.child]) }, query: LooksQuery, output: LooksPage,
    refusals: ["area.unknown", "registry.not_found"],
  })(({ actor, query }) => readLooks(world, actor, query)),
  route({
    method: "GET", path: "/api/trace/children/:childId/summary", permission: "trace.summarise", summary: "谁查阅过这名儿童的档案（供监护人查阅）", looks: { kind: "trace" },
    params: ChildParam, query: SpanQuery, output: ChildSummary, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => summarise(world, actor, params.childId, query)),
  route({
    method: "GET", path: "/api/trace/alerts", permission: "trace.answer", summary: "异常访问提醒", looks: { kind: "trace", of: (page) => page.lines.flatMap((line) => line.childId ?? []) }, query: AlertsQuery, output: AlertsPage,
  })(({ actor, query }) => listAlerts(world, actor, query)),
  route({
    method: "POST", path: "/api/trace/alerts/:id/answer", permission: "trace.answer", summary: "答复异常访问提醒", looks: { kind: "trace", of: (line) => (line.childId === null ? [] : [line.childId]) },
    params: AlertParam, body: AnswerAlert, output: AlertLine, refusals: ["trace.alert_unknown", "trace.own_alert", "trace.alert_answered"],
  })(({ actor, params, body }) => answerAlert(world, actor, params.id, body)),
]; // prettier-ignore
