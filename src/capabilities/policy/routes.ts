import { z } from "zod";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { type AreaCode, isAreaCode } from "#kernel/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import { CurrentPolicy, currentPolicy } from "./current.ts";
import type { Policy } from "./decide.ts";

export interface PolicyWorld {
  readonly clock: Clock;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

const AreaQuery = z.strictObject({ area: z.string().refine(isAreaCode).optional() });

export const routes = (world: PolicyWorld): Route[] => [
  route({
    method: "GET",
    path: "/api/policy/current",
    permission: "policy.read",
    summary: "本地区现行政策",
    query: AreaQuery,
    output: CurrentPolicy,
    refusals: ["policy.none"],
  })(async ({ actor, query }) => currentPolicy(world.policyFor(query.area ?? actor.area, today(world.clock)))),
];

export const permissions = { "policy.read": ["director", "supervisor", "county", "city", "province"] } as const;
