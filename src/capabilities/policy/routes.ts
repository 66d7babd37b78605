import { z } from "zod";
import { today } from "#kernel/clock.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import { CurrentPolicy, currentPolicy } from "./current.ts";
import { AnsweredExamples, PackDocument, PackList, Wordings } from "./documentWords.ts";
import { packList } from "./packDocument.ts";
import { rehearsalRoutes } from "./rehearsalRoutes.ts";
import type { RehearsalWorld } from "./rehearsing.ts";
import type { ExportWorld } from "#capabilities/export/index.ts";
import { PackId } from "./words.ts";

export interface PolicyWorld extends RehearsalWorld, ExportWorld {}

const AreaQuery = z.strictObject({ area: z.string().refine(isAreaCode).optional() });

const PackParam = z.strictObject({ id: PackId });

/** Packs do not change while a program runs: what was written out once is given again. */
function once<T>(make: (id: string) => T): (id: string) => T {
  const made = new Map<string, T>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const one = make(id);
    made.set(id, one);
    return one;
  };
}

/** What documents say is no secret: whoever may read a policy may read any area's. */
function reading(world: PolicyWorld): Route[] {
  const { shelf, clock } = world;
  const [documentOf, answersOf] = [once((id) => shelf.documentOf(id)), once((id) => shelf.answersOf(id))];
  const wordingsOf = once((id) => shelf.wordingsOf(id));
  return [
    route({
      method: "GET",
      path: "/api/policy/packs",
      permission: "policy.read",
      summary: "涉及本地区的政策包，和从何时到何时施行",
      query: AreaQuery,
      output: PackList,
      refusals: ["policy.faulty"],
    })(async ({ actor, query }) => packList(shelf, query.area ?? actor.area, today(clock))),
    route({
      method: "GET",
      path: "/api/policy/packs/:id",
      permission: "policy.read",
      summary: "政策包全文：条款和用文字写出的规则",
      params: PackParam,
      output: PackDocument,
      refusals: ["policy.unknown", "policy.faulty"],
    })(async ({ params }) => documentOf(params.id)),
    route({
      method: "GET",
      path: "/api/policy/packs/:id/examples",
      permission: "policy.read",
      summary: "政策包的例子、应有的答案和系统现在的答案",
      params: PackParam,
      output: AnsweredExamples,
      refusals: ["policy.unknown", "policy.faulty"],
    })(async ({ params }) => answersOf(params.id)),
    route({
      method: "GET",
      path: "/api/policy/packs/:id/wording",
      permission: "policy.read",
      summary: "政策包所依据文件的原文，逐条，和由各条写成的规则",
      params: PackParam,
      output: Wordings,
      refusals: ["policy.unknown", "policy.faulty"],
    })(async ({ params }) => wordingsOf(params.id)),
  ];
}

export const routes = (world: PolicyWorld): Route[] => [
  ...reading(world),
  ...rehearsalRoutes(world),
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

export const permissions = {
  "policy.read": ["director", "supervisor", "county", "city", "province"],
  // who may propose a change of a policy is who writes one: from the county up (docs/decisions/0054)
  "policy.rehearse": ["county", "city", "province"],
} as const;
