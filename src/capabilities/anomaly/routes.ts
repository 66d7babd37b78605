import { z } from "zod";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { type AnomalyWorld, counts, list, listNew, show, showNew } from "./actions.ts";
import { verifyListed } from "./listed.ts";
import { verify } from "./onFile.ts";
import {
  AnomaliesPage, AnomaliesQuery, AnomalyCounts, AnomalyParam, AnomalyShown, AreaQuery, FilesQuery, OpeningQuery, UnregisteredPage,
  UnregisteredParam, UnregisteredShown, VerifyAnomaly, VerifyUnregistered,
} from "./words.ts"; // prettier-ignore

const Done = z.object({ done: z.literal(true) });

const known = (world: AnomalyWorld): Route[] => [
  route({
    method: "GET", path: "/api/anomaly/open", permission: "anomaly.read", summary: "待核实的异常数据", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: FilesQuery, output: AnomaliesPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/anomaly/counts", permission: "anomaly.read", summary: "待核实异常数据的分布", looks: { none: "counts alone" }, query: AreaQuery, output: AnomalyCounts,
    refusals: ["area.unknown"],
  })(({ actor, query }) => counts(world, actor, query.area)),
  route({
    method: "GET", path: "/api/anomaly/children/:childId/:no", permission: "anomaly.read", summary: "一条异常数据", params: AnomalyParam, query: OpeningQuery, output: AnomalyShown,
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, answer) => answer.opened },
    refusals: ["registry.not_found", "anomaly.unknown", "anomaly.closed"],
  })(({ actor, params, query }) => show(world, actor, params.childId, params.no, query.purpose ?? null)),
  route({
    method: "POST", path: "/api/anomaly/children/:childId/:no/verify", permission: "anomaly.verify", summary: "核实异常数据", params: AnomalyParam, body: VerifyAnomaly, output: Stored,
    refusals: ["journal.not_found", "anomaly.unknown", "anomaly.closed", "anomaly.not_listed", "registry.fact_invalid", "registry.file_closed"],
  })(async ({ actor, params, body }) => stored(await verify(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

const unregistered = (world: AnomalyWorld): Route[] => [
  route({
    method: "GET", path: "/api/anomaly/unregistered", permission: "anomaly.read", summary: "名单上有、台账上没有的儿童", looks: { kind: "list", of: (page) => page.lines.map((line) => line.id) },
    query: AnomaliesQuery, output: UnregisteredPage, refusals: ["area.unknown"],
  })(({ actor, query }) => listNew(world, actor, query)),
  route({
    method: "GET", path: "/api/anomaly/unregistered/:id", permission: "anomaly.read", summary: "一名疑似未登记的儿童", params: UnregisteredParam, query: OpeningQuery, output: UnregisteredShown,
    looks: { kind: "file", of: (answer) => [answer.id], purpose: ({ query }) => query.purpose ?? null, fields: ({ query }, answer) => query.purpose ? answer.facts.map(({ key }) => key) : [] },
    refusals: ["anomaly.unknown"],
  })(({ actor, params, query }) => showNew(world, actor, params.id, query.purpose ?? null)),
  route({
    method: "POST", path: "/api/anomaly/unregistered/:id/verify", permission: "anomaly.verify", summary: "核实疑似未登记的儿童", params: UnregisteredParam, body: VerifyUnregistered, output: Done,
    looks: { none: "the row keeps the answer; the file, its registration" }, refusals: ["anomaly.unknown", "anomaly.closed", "registry.not_found", "journal.id_reused"],
  })(async ({ actor, params, body }) => {
    await verifyListed(world, actor, params.id, body);
    return { done: true } as const;
  }),
]; // prettier-ignore

export const routes = (world: AnomalyWorld): Route[] => [...known(world), ...unregistered(world)];
