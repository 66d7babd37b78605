import type { FastifyReply } from "fastify";
import { Readable } from "node:stream";
import { writeWorkbook } from "#platform/files/index.ts";
import { attachment } from "#platform/http/attachment.ts";
import { type Route, route } from "#platform/http/route.ts";
import { impact, type ReportWorld, selfAudit } from "./draw.ts";
import { ImpactQuery, Report, type reportFormats, SelfAuditQuery } from "./words.ts";
import { reportPlan } from "./workbook.ts";

const sent = (report: Report, format: (typeof reportFormats)[number], reply: FastifyReply): unknown =>
  format === "json"
    ? report
    : attachment(
        reply,
        `${report.title}-${report.areaName}-${report.to}.xlsx`,
        Readable.from(writeWorkbook(reportPlan(report))),
      );

export const routes = (world: ReportWorld): Route[] => [
  route({
    method: "GET", path: "/api/report/self-audit", permission: "report.read", summary: "年度合规审计报告（数据部分）", looks: { none: "counts" },
    query: SelfAuditQuery, output: Report, refusals: ["area.unknown", "report.year_in_future"],
  })(async ({ actor, query, reply }) => sent(await selfAudit(world, actor, query.year, query.area), query.format, reply)),
  route({
    method: "GET", path: "/api/report/impact", permission: "report.read", summary: "个人信息保护影响评估的输入数据", looks: { none: "counts" },
    query: ImpactQuery, output: Report, refusals: ["area.unknown"],
  })(async ({ actor, query, reply }) => sent(await impact(world, actor, query.area), query.format, reply)),
]; // prettier-ignore
