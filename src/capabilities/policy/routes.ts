import { z } from "zod";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { type AreaCode, isAreaCode } from "#kernel/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import type { Policy } from "./decide.ts";

export interface PolicyWorld {
  readonly clock: Clock;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

const AreaQuery = z.strictObject({ area: z.string().refine(isAreaCode).optional() });

/** A pack as pages need it: titles and clauses for what lists show by code. */
const shown = (policy: Policy): unknown => ({
  ref: policy.ref,
  title: policy.title,
  document: policy.document,
  from: policy.from,
  to: policy.to,
  categories: policy.categories.map(({ id, title, clause, ledger, kinds }) => ({ id, title, clause, ledger, kinds: (kinds ?? []).map((kind) => ({ id: `${id}.${kind.id}`, title: kind.title, clause: kind.clause })) })),
  levels: policy.levels.map(({ id, title, word, shape, rhythms }) => ({ id, title, word, shape, rhythms })),
  grounds: policy.grounds.map(({ id, title, level, clause }) => ({ id, title, level, clause })),
  escalation: policy.escalation,
  deadlines: policy.deadlines,
}); // prettier-ignore

export const routes = (world: PolicyWorld): Route[] => [
  route({
    method: "GET",
    path: "/api/policy/current",
    permission: "policy.read",
    summary: "本地区现行政策",
    query: AreaQuery,
  })(async ({ actor, query }) => shown(world.policyFor(query.area ?? actor.area, today(world.clock)))),
];

export const permissions = { "policy.read": ["director", "supervisor", "county", "city", "province"] } as const;
