import { z } from "zod";
import { today } from "#kernel/clock.ts";
import { areaSchema, daySchema } from "#capabilities/registry/words.ts";
import { type ExportWorld, purposeAsked, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { Behind, RegisterTitle, ReturnPage, ReturnTitle } from "./answers.ts";
import {
  childrenBehind,
  drawReturn,
  endOfDay,
  registersOf,
  returnsOf,
  type ReturnsWorld,
  type Wanted,
} from "./actions.ts";
import { figureKinds, type LinkFor } from "./drill.ts";
import { dueFor, sayHandedIn, takeHandingBack } from "./due.ts";
import { DueAnswer, DueQuery, HandedParam, HandIn, TakeBack } from "./dueWords.ts";
import { formats, takeRegister, takeReturn } from "./files.ts";
import { titleOf } from "./layouts/form.ts";
import { json, printedForm } from "./layouts/json.ts";

const IdParam = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,60}$/) });

const AsOfQuery = z.strictObject({
  area: areaSchema.optional(),
  asOf: daySchema.optional(),
  /** yes: as it was known at the end of that day; default: as it is known now. */
  frozen: z.enum(["yes", "no"]).optional(),
});

const BehindQuery = AsOfQuery.extend({
  row: z.string().min(1).max(60),
  which: z.enum(figureKinds),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

function wantedOf(world: ReturnsWorld, id: string, area: string, query: z.infer<typeof AsOfQuery>): Wanted {
  const asOf = query.asOf ?? today(world.clock);
  return { id, area, asOf, ...(query.frozen === "yes" && { knownAt: endOfDay(asOf) }) };
}

const RegisterQuery = AsOfQuery.omit({ frozen: true });

/** Each figure links to the page of the children behind it. */
const linksTo =
  (origin: string, wanted: Wanted): LinkFor =>
  (row, which) =>
    `${origin}/desk/#/returns/${wanted.id}/children?area=${wanted.area}&asOf=${wanted.asOf}${wanted.knownAt === undefined ? "" : "&frozen=yes"}&row=${row}&which=${which}`;

const childrenBehindIt = (behind: unknown): string[] => (behind as Behind).children.map((child) => child.childId);

/** What taking a file along may be refused for, whatever it is. */
const takingRefusals = ["account.fresh_factor_needed", "export.id_taken", "db.disk_full"];

export const routes = (world: ReturnsWorld & ExportWorld): Route[] => [
  route({
    method: "GET", path: "/api/returns", permission: "returns.read", summary: "应报的报表", looks: { none: "names of returns" }, query: z.strictObject({ area: areaSchema.optional() }), output: z.array(ReturnTitle),
  })(async ({ actor, query }) =>
    returnsOf(world, query.area ?? actor.area, today(world.clock)).map((one) => ({ id: one.id, title: titleOf(one.title, today(world.clock)), clause: one.clause, due: one.due ?? [] })),
  ),
  route({
    method: "GET", path: "/api/returns/due", permission: "returns.read", summary: "应报送的事项、期限和是否已报送", looks: { none: "days of reports alone" }, query: DueQuery, output: DueAnswer, refusals: ["area.unknown"],
  })(({ actor, query }) => dueFor(world, actor, query.area ?? actor.area)),
  route({
    method: "POST", path: "/api/returns/handed", permission: "returns.hand_in", summary: "登记已报送", body: HandIn, output: Stored,
    refusals: ["returns.due_unknown", "returns.handed_already", "returns.handed_day_wrong", "returns.private", "journal.id_taken"],
  })(async ({ actor, body }) => stored(await sayHandedIn(world, actor, body))),
  route({
    method: "POST", path: "/api/returns/handed/:handedId/take-back", permission: "returns.hand_in", summary: "撤回已报送的登记", params: HandedParam, body: TakeBack, output: Stored,
    refusals: ["journal.not_found", "returns.handing_unknown", "returns.handing_taken_back", "returns.private"],
  })(async ({ actor, params, body }) => stored(await takeHandingBack(world, actor, params.handedId, body))),
  route({
    method: "GET", path: "/api/returns/:id", permission: "returns.read", summary: "报表数据", looks: { none: "figures alone" }, params: IdParam, query: AsOfQuery, output: ReturnPage, refusals: ["returns.unknown", "area.unknown"],
  })(async ({ actor, params, query }) => {
    const { table, head } = await drawReturn(world, actor, wantedOf(world, params.id, query.area ?? actor.area, query));
    return { ...json(table, head), form: printedForm(table, head) };
  }),
  route({
    method: "POST", path: "/api/returns/:id/file/:format", permission: "returns.read", summary: "生成报表文件（xlsx、pdf、html、json）", looks: { none: "figures alone" },
    params: IdParam.extend({ format: z.enum(formats) }), query: AsOfQuery, body: TakeAlong, output: Ticket,
    refusals: ["returns.unknown", "area.unknown", "returns.glyph_missing", ...takingRefusals],
  })(({ actor, params, query, body, request }) => {
    const wanted = wantedOf(world, params.id, query.area ?? actor.area, query);
    const links = linksTo(`${request.protocol}://${request.host}`, wanted);
    return takeReturn(world, actor, wanted, { format: params.format, links }, { ...body, address: request.ip });
  }),
  route({
    method: "GET", path: "/api/returns/annex", permission: "returns.read", summary: "可生成的花名册", looks: { none: "names of registers" }, query: z.strictObject({ area: areaSchema.optional() }), output: z.array(RegisterTitle),
  })(async ({ actor, query }) => registersOf(world, query.area ?? actor.area, today(world.clock)).map(({ id, title, clause }) => ({ id, title, clause }))),
  route({
    method: "POST", path: "/api/returns/annex/:id/file", permission: "returns.read", summary: "生成花名册文件（附件2，xlsx）", looks: { kind: "export", purpose: purposeAsked },
    params: IdParam, query: RegisterQuery, body: TakeAlong, output: Ticket, refusals: ["returns.unknown", "area.unknown", ...takingRefusals],
  })(({ actor, params, query, body, request, saw }) =>
    takeRegister(world, actor, wantedOf(world, params.id, query.area ?? actor.area, query), saw, { ...body, address: request.ip }),
  ),
  route({
    method: "GET", path: "/api/returns/:id/children", permission: "returns.read", summary: "报表数字背后的儿童", looks: { kind: "drill", of: childrenBehindIt }, params: IdParam, query: BehindQuery, output: Behind,
    refusals: ["returns.figure_unknown", "returns.unknown", "area.unknown"],
  })(({ actor, params, query }) => {
    const { row, which, limit, offset, ...at } = query;
    return childrenBehind(world, actor, wantedOf(world, params.id, at.area ?? actor.area, at), { row, which }, { limit, offset });
  }),
]; // prettier-ignore
