import type pg from "pg";
import { z } from "zod";
import { type Clock, today } from "#kernel/clock.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import { findBoundaries } from "./boundaries.ts";
import { changesWithin, historyShown } from "./changes.ts";
import { checkMap, loadMap } from "./loading.ts";
import { areaPath, areaPaths, childrenOf, getArea, search } from "./tree.ts";
import {
  type Area,
  AreaCode,
  AreaHistory,
  AreaNode,
  AreaWithPath,
  Boundaries,
  BoundaryPreview,
  BoundaryQuery,
  ChangesPage,
  DayText,
} from "./words.ts";

export interface AreaWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

const CodeParam = z.strictObject({ code: AreaCode });
/** "0" opens the nation: its provinces. */
const NodeParam = z.strictObject({ code: z.union([z.literal("0"), AreaCode]) });
/** Of which day; today where it is not said. */
const DayQuery = z.strictObject({ day: DayText.optional() });
const ChangesQuery = z.strictObject({
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const PathsQuery = z.strictObject({
  codes: z.string().max(3000).transform((text) => text.split(",")).pipe(z.array(AreaCode).min(1).max(200)),
}); // prettier-ignore
/** where: one's own area (default), or the nation, for workplaces and hukou. */
const SearchQuery = z.strictObject({
  text: z.string().trim().min(1).max(40),
  where: z.enum(["mine", "nation"]).default("mine"),
});

const fileRefusals = [
  "area.unknown",
  "area.boundaries_missing",
  "area.boundaries_unreadable",
  "area.boundaries_large",
  "area.boundary_malformed",
  "area.boundary_foreign",
  "area.boundary_twice",
];

/** Whoever looks after the system loads maps, for the area that is theirs. */
export const permissions = { "area.load_boundaries": ["system_admin"] } as const;

/** Areas are public: who may act where is another matter. */
export const routes = (world: AreaWorld): Route[] => [
  route({ method: "GET", path: "/api/area/units/:code", permission: "area.read", summary: "区划", params: CodeParam, query: DayQuery, output: AreaWithPath })(
    async ({ params, query }) => {
      const day = query.day ?? today(world.clock);
      const area: Area = await getArea(world.pool, params.code, day);
      return { ...area, path: await areaPath(world.pool, params.code, day) };
    },
  ),
  route({
    method: "GET", path: "/api/area/units/:code/children", permission: "area.read", summary: "下级区划", params: NodeParam, query: DayQuery, output: z.array(AreaNode),
  })(({ params, query }) => childrenOf(world.pool, params.code, query.day ?? today(world.clock))),
  route({ method: "GET", path: "/api/area/units/:code/history", permission: "area.read", summary: "区划的沿革", params: CodeParam, output: AreaHistory })(
    ({ params }) => historyShown(world.pool, params.code),
  ),
  route({ method: "GET", path: "/api/area/units/:code/changes", permission: "area.read", summary: "一地的区划变更，最近的在前", params: NodeParam, query: ChangesQuery, output: ChangesPage })(
    ({ params, query }) => changesWithin(world.pool, params.code === "0" ? nation : subtree(params.code), query.after, query.limit),
  ),
  route({
    method: "GET", path: "/api/area/units/:code/boundaries", permission: "area.read", summary: "下级区划的边界", params: NodeParam, output: Boundaries,
  })(({ params }) => findBoundaries(world.pool, params.code)),
  route({
    method: "POST", path: "/api/area/units/:code/boundaries/check", permission: "area.load_boundaries", summary: "检查边界文件，说明载入后的变化", upload: true, params: NodeParam, output: BoundaryPreview, refusals: fileRefusals,
  })(({ actor, params, request, reply }) => checkMap(world, actor, params.code, { request, reply })),
  route({
    method: "POST", path: "/api/area/units/:code/boundaries", permission: "area.load_boundaries", summary: "载入下级区划的边界，替换原有的", upload: true, params: NodeParam, query: BoundaryQuery, output: BoundaryPreview, refusals: fileRefusals,
  })(({ actor, params, query, request, reply }) => loadMap(world, actor, params.code, { ...query, request, reply })),
  route({
    method: "GET", path: "/api/area/paths", permission: "area.read", summary: "一组区划代码的名称，自省级起",
    query: PathsQuery, output: z.record(z.string(), z.array(z.string())),
  })(async ({ query }) => Object.fromEntries(await areaPaths(world.pool, query.codes, today(world.clock)))),
  route({
    method: "GET", path: "/api/area/search", permission: "area.read", summary: "查找区划（名称或拼音首字母）", query: SearchQuery, output: z.array(AreaWithPath),
  })(({ actor, query }) => search(world.pool, query.text, query.where === "nation" ? nation : actor.scope, today(world.clock))),
]; // prettier-ignore
