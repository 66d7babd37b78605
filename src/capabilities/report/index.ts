export { impact, type ReportWorld, selfAudit } from "./draw.ts";
export { keepEvent } from "./events.ts";
export { routes } from "./routes.ts";
export { permissions, type Report, type Section } from "./words.ts";
export { reportPlan } from "./workbook.ts";
export { problems } from "./zh.ts";
