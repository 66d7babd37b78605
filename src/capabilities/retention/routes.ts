import { z } from "zod";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  confirm,
  dueCounts,
  eraseAgain,
  listDue,
  open,
  propose,
  type RetentionWorld,
  seal,
  unseal,
  withdraw,
} from "./actions.ts";
import {
  AreaQuery,
  ChildParam,
  ConfirmDeletion,
  DueCounts,
  DuePage,
  DueQuery,
  OpenFile,
  ProposeDeletion,
  SealFile,
  ShownRules,
  UnsealFile,
  WithdrawDeletion,
} from "./words.ts";
import { shownRules } from "./zh.ts";

const reading = (world: RetentionWorld): Route[] => [
  route({ method: "GET", path: "/api/retention/rules", permission: "retention.read", summary: "保存期限", looks: { none: "rules" }, output: ShownRules })(
    async () => shownRules(world.rules),
  ),
  route({
    method: "GET", path: "/api/retention/counts", permission: "retention.read", summary: "应封存、应删除的档案数", looks: { none: "counts" }, query: AreaQuery, output: DueCounts, refusals: ["area.unknown"],
  })(({ actor, query }) => dueCounts(world, actor, query.area)),
  route({
    method: "GET", path: "/api/retention/due", permission: "retention.read", summary: "应封存、已封存、应删除的档案", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: DueQuery, output: DuePage, refusals: ["area.unknown"],
  })(({ actor, query }) => listDue(world, actor, query)),
]; // prettier-ignore

const sealing = (world: RetentionWorld): Route[] => [
  route({
    method: "POST", path: "/api/retention/children/:childId/seal", permission: "retention.seal", summary: "封存档案", params: ChildParam, body: SealFile, output: Stored,
    refusals: ["journal.not_found", "retention.not_closed", "retention.already_sealed", "retention.tasks_open"],
  })(async ({ actor, params, body }) => stored(await seal(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/retention/children/:childId/unseal", permission: "retention.seal", summary: "解除封存", params: ChildParam, body: UnsealFile, output: Stored,
    refusals: ["journal.not_found", "retention.not_sealed"],
  })(async ({ actor, params, body }) => stored(await unseal(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/retention/children/:childId/open", permission: "retention.open", summary: "打开封存的档案", params: ChildParam, body: OpenFile, output: Stored,
    refusals: ["journal.not_found", "retention.not_sealed"],
  })(async ({ actor, params, body }) => stored(await open(world, actor, params.childId, body))),
]; // prettier-ignore

const deleting = (world: RetentionWorld): Route[] => [
  route({
    method: "POST", path: "/api/retention/children/:childId/propose-deletion", permission: "retention.propose", summary: "提出删除档案", params: ChildParam, body: ProposeDeletion, output: Stored,
    refusals: ["journal.not_found", "retention.not_sealed", "retention.not_due", "retention.permanent", "retention.already_proposed"],
  })(async ({ actor, params, body }) => stored(await propose(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/retention/children/:childId/withdraw-deletion", permission: "retention.confirm", summary: "撤回删除", params: ChildParam, body: WithdrawDeletion, output: Stored,
    refusals: ["journal.not_found", "retention.not_proposed"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/retention/children/:childId/confirm-deletion", permission: "retention.confirm", summary: "确认并执行删除", params: ChildParam, body: ConfirmDeletion, output: Stored,
    refusals: ["journal.not_found", "journal.stale", "retention.same_person", "retention.not_proposed", "retention.not_due", "retention.permanent", "retention.erasure_unavailable", "account.fresh_factor_needed"],
  })(async ({ actor, params, body }) => stored(await confirm(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/retention/children/:childId/erase", permission: "retention.confirm", summary: "再次执行已确认的删除", params: ChildParam, looks: { none: "a deletion that was cut off" },
    output: z.object({ erased: z.literal(true) }), refusals: ["retention.nothing_to_erase", "retention.erasure_unavailable"],
  })(async ({ actor, params }) => {
    await eraseAgain(world, actor, params.childId);
    return { erased: true };
  }),
]; // prettier-ignore

export const routes = (world: RetentionWorld): Route[] => [...reading(world), ...sealing(world), ...deleting(world)];
