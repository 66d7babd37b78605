import { z } from "zod";
import { type ExportWorld, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { takeRehearsal } from "./rehearsalFile.ts";
import { Rehearsals, type RehearsalWorld } from "./rehearsing.ts";
import { BeginRehearsal, MovedPage, MovedQuery, OwnRehearsal, RehearsalShown } from "./rehearsalWords.ts";

const Done = z.object({ done: z.literal(true) });
const none = { none: "counts alone" } as const;

/** Each asks for the actor's own rehearsal: it has no id that somebody else could ask for. */
export function rehearsalRoutes(world: RehearsalWorld & ExportWorld): Route[] {
  const rehearsals = new Rehearsals(world);
  return [
    route({
      method: "POST", path: "/api/policy/rehearsal", permission: "policy.rehearse", summary: "检查改动后的政策包，并在本辖区儿童中试算", looks: none,
      body: BeginRehearsal, output: RehearsalShown, refusals: ["policy.rehearsal_running", "policy.rehearsals_too_many"],
    })(async ({ actor, body, request }) => rehearsals.begin(actor, body, request.log)),
    route({ method: "GET", path: "/api/policy/rehearsal", permission: "policy.rehearse", summary: "本人试算的进度与结果", looks: none, output: OwnRehearsal })(
      async ({ actor }) => ({ rehearsal: rehearsals.own(actor) }),
    ),
    route({
      method: "DELETE", path: "/api/policy/rehearsal", permission: "policy.rehearse", summary: "停止或清除本人的试算", looks: none, output: Done, refusals: ["policy.rehearsal_unknown"],
    })(async ({ actor }) => {
      rehearsals.drop(actor);
      return { done: true } as const;
    }),
    route({
      method: "GET", path: "/api/policy/rehearsal/children", permission: "policy.rehearse", summary: "试算中会有变化的儿童", query: MovedQuery, output: MovedPage,
      looks: { kind: "list", of: (page) => page.lines.flatMap(({ childId, child }) => (child ? [childId] : [])) }, refusals: ["policy.rehearsal_unknown"],
    })(({ actor, query }) => rehearsals.moved(actor, query)),
    route({
      method: "POST", path: "/api/policy/rehearsal/file", permission: "policy.rehearse", summary: "本人试算的结果（xlsx）", looks: none, body: TakeAlong, output: Ticket,
      refusals: ["policy.rehearsal_unknown", "account.fresh_factor_needed", "export.id_taken", "export.stopped", "db.disk_full"],
    })(({ actor, body, request }) => takeRehearsal(world, actor, rehearsals.own(actor), { ...body, address: request.ip })),
  ];
} // prettier-ignore
