import { z } from "zod";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { idSchema } from "#capabilities/registry/words.ts";
import { type Route, route } from "#platform/http/route.ts";
import { decidePanel, type GradingWorld, propose, reject } from "./actions.ts";
import { changesOf, type ChangesWorld } from "./changes.ts";
import { DecideGrade, LevelChanges, ProposeGrade, RejectProposal } from "./words.ts";

const ChildParam = z.strictObject({ childId: idSchema });

export const routes = (world: GradingWorld & ChangesWorld): Route[] => [
  route({
    method: "GET", path: "/api/grade/children/:childId/changes", permission: "registry.read", summary: "哪些信息改变，等级会随之改变",
    looks: { kind: "file" }, params: ChildParam, output: LevelChanges, refusals: ["registry.not_found"],
  })(({ actor, params }) => changesOf(world, actor, params.childId)),
  route({
    method: "POST", path: "/api/grade/children/:childId/proposals", permission: "grade.propose", summary: "提出分级建议",
    params: ChildParam, body: ProposeGrade, output: Stored, refusals: ["grade.level_unknown", "registry.not_found", "registry.file_closed"],
  })(async ({ actor, params, body }) => stored(await propose(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/grade/children/:childId/decisions", permission: "grade.decide", summary: "评估确认等级",
    params: ChildParam, body: DecideGrade, output: Stored, refusals: ["grade.level_unknown", "grade.day_in_future", "grade.before_birth", "registry.not_found"],
  })(async ({ actor, params, body }) => stored(await decidePanel(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/grade/children/:childId/rejections", permission: "grade.decide", summary: "不采纳分级建议",
    params: ChildParam, body: RejectProposal, output: Stored, refusals: ["grade.no_proposal", "registry.not_found"],
  })(async ({ actor, params, body }) => stored(await reject(world, actor, params.childId, body))),
]; // prettier-ignore
