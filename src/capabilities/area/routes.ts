import type pg from "pg";
import { z } from "zod";
import { type Clock, today } from "#kernel/clock.ts";
import { type Route, route } from "#platform/http/route.ts";
import { areaPath, childrenOf, getArea, search } from "./tree.ts";
import { Area, AreaCode, AreaNode, AreaWithPath } from "./words.ts";

export interface AreaWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

const CodeParam = z.strictObject({ code: AreaCode });
const SearchQuery = z.strictObject({ text: z.string().trim().min(1).max(40) });

/** Areas are public: who may act where is another matter. */
export const routes = (world: AreaWorld): Route[] => [
  route({ method: "GET", path: "/api/area/units/:code", permission: "area.read", summary: "区划", params: CodeParam, output: AreaWithPath })(
    async ({ params }) => {
      const day = today(world.clock);
      const area: Area = await getArea(world.pool, params.code, day);
      return { ...area, path: await areaPath(world.pool, params.code, day) };
    },
  ),
  route({
    method: "GET", path: "/api/area/units/:code/children", permission: "area.read", summary: "下级区划", params: CodeParam, output: z.array(AreaNode),
  })(({ params }) => childrenOf(world.pool, params.code, today(world.clock))),
  route({
    method: "GET", path: "/api/area/search", permission: "area.read", summary: "查找区划（名称或拼音首字母）", query: SearchQuery, output: z.array(AreaWithPath),
  })(({ actor, query }) => search(world.pool, query.text, actor.scope, today(world.clock))),
]; // prettier-ignore
