import { type ExportWorld, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { hold, own, take, type TrainingWorld, withdraw } from "./actions.ts";
import { coverage, fileOf, peopleIn, sessions } from "./coverage.ts";
import { takeCoverage } from "./workbook.ts";
import {
  AreaQuery, Coverage, HoldSession, OwnTraining, PeopleQuery, PersonParam, SessionParam, Sessions, TakeExam, TrainingFile, TrainingPeople, WithdrawSession,
} from "./words.ts"; // prettier-ignore

const workers = { none: "workers alone" } as const;

export const routes = (world: TrainingWorld & ExportWorld): Route[] => [
  route({
    method: "GET", path: "/api/training/mine", permission: "training.take", summary: "本人的培训、课程和考试", output: OwnTraining, looks: workers,
  })(({ actor }) => own(world, actor)),
  route({
    method: "POST", path: "/api/training/exams", permission: "training.take", summary: "参加考试", body: TakeExam, output: Stored, refusals: ["training.course_unknown", "training.unanswered", "training.answer_unknown", "journal.id_taken"],
  })(async ({ actor, body }) => stored(await take(world, actor, body))),
  route({
    method: "GET", path: "/api/training/sessions", permission: "training.read", summary: "办过的集中培训", query: AreaQuery, output: Sessions, looks: workers, refusals: ["area.unknown"],
  })(({ actor, query }) => sessions(world, actor, query.area)),
  route({
    method: "POST", path: "/api/training/sessions", permission: "training.hold", summary: "登记集中培训和到场人员", body: HoldSession, output: Stored, refusals: ["training.day_wrong", "training.people_unknown", "training.own_attendance", "training.examined_absent", "training.private", "journal.id_taken"],
  })(async ({ actor, body }) => stored(await hold(world, actor, body))),
  route({
    method: "POST", path: "/api/training/sessions/:sessionId/withdraw", permission: "training.hold", summary: "撤销登记错的集中培训", params: SessionParam, body: WithdrawSession, output: Stored, refusals: ["journal.not_found", "training.session_unknown", "training.session_withdrawn", "training.private"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.sessionId, body))),
  route({
    method: "GET", path: "/api/training/coverage", permission: "training.read", summary: "培训覆盖情况", query: AreaQuery, output: Coverage, looks: workers, refusals: ["area.unknown"],
  })(({ actor, query }) => coverage(world, actor, query.area)),
  route({
    method: "POST", path: "/api/training/coverage/file", permission: "training.read", summary: "培训覆盖情况（xlsx）", looks: workers, query: AreaQuery, body: TakeAlong, output: Ticket, refusals: ["account.fresh_factor_needed", "area.unknown"],
  })(({ actor, query, body, request }) => takeCoverage(world, actor, query.area, { ...body, address: request.ip })),
  route({
    method: "GET", path: "/api/training/people", permission: "training.read", summary: "应培训人员名单", query: PeopleQuery, output: TrainingPeople, looks: workers, refusals: ["area.unknown"],
  })(({ actor, query }) => peopleIn(world, actor, query)),
  route({
    method: "GET", path: "/api/training/people/:personId", permission: "training.read", summary: "一个人的培训档案", params: PersonParam, output: TrainingFile, looks: workers, refusals: ["training.person_unknown"],
  })(({ actor, params }) => fileOf(world, actor, params.personId)),
]; // prettier-ignore
