import type { Actor, PostKind } from "#kernel/actor.ts";
import { Problem } from "#kernel/problem.ts";
import * as account from "#capabilities/account/index.ts";
import * as anomaly from "#capabilities/anomaly/index.ts";
import * as area from "#capabilities/area/index.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import * as bulletin from "#capabilities/bulletin/index.ts";
import * as caselist from "#capabilities/caselist/index.ts";
import * as comparison from "#capabilities/comparison/index.ts";
import * as concern from "#capabilities/concern/index.ts";
import * as conference from "#capabilities/conference/index.ts";
import * as declaration from "#capabilities/declaration/index.ts";
import * as display from "#capabilities/display/index.ts";
import * as entrustment from "#capabilities/entrustment/index.ts";
import * as exporting from "#capabilities/export/index.ts";
import * as grade from "#capabilities/grade/index.ts";
import * as notice from "#capabilities/notice/index.ts";
import * as packs from "#capabilities/policy/index.ts";
import { fieldName } from "./fieldNames.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import * as recognition from "#capabilities/recognition/index.ts";
import * as referral from "#capabilities/referral/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import * as report from "#capabilities/report/index.ts";
import * as retention from "#capabilities/retention/index.ts";
import * as returns from "#capabilities/returns/index.ts";
import * as rights from "#capabilities/rights/index.ts";
import * as sync from "#capabilities/sync/index.ts";
import * as sharing from "#capabilities/sharing/index.ts";
import * as slip from "#capabilities/slip/index.ts";
import * as survey from "#capabilities/survey/index.ts";
import * as task from "#capabilities/task/index.ts";
import * as training from "#capabilities/training/index.ts";
import * as trace from "#capabilities/trace/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import { problems as cryptoProblems } from "#platform/crypto/zh.ts";
import { problems as dbProblems } from "#platform/db/zh.ts";
import { problems as fileProblems } from "#platform/files/index.ts";
import { type Labels, problemJson, sentences as httpSentences, type Sentences } from "#platform/http/problem.ts";

/* What all capabilities bring together: titles of entries, sentences of refusals, and which post may do what. */

export const history = {
  ...registry.history,
  ...grade.history,
  ...visit.history,
  ...task.history,
  ...attachment.history,
  ...retention.history,
  ...rights.history,
  ...anomaly.history,
  ...referral.history,
  ...recognition.history,
  ...concern.history,
  ...declaration.history,
  ...entrustment.history,
  ...notice.history,
  ...training.history,
  ...sharing.history,
  ...conference.history,
  ...bulletin.history,
  ...returns.history,
};

export const sentences: Sentences = {
  ...httpSentences, ...cryptoProblems, ...dbProblems, ...fileProblems, ...survey.problems, ...returns.problems, ...account.problems, ...area.problems, ...registry.problems, ...grade.problems, ...visit.problems, ...task.problems, ...attachment.problems, ...packs.problems, ...sync.problems, ...trace.problems, ...retention.problems, ...rights.problems, ...report.problems, ...exporting.problems, ...anomaly.problems, ...comparison.problems, ...referral.problems, ...recognition.problems, ...concern.problems, ...declaration.problems, ...display.problems, ...entrustment.problems, ...sharing.problems, ...notice.problems, ...training.problems, ...bulletin.problems, ...slip.problems, ...conference.problems,
}; // prettier-ignore

/** The Chinese name of a fact, else of a field by the last word of its path: `facts.guardian.phone`, `problems.0.title`. */
export const labels: Labels = (path, capability) => {
  const key = path.replace(/^(?:facts|seen)\./, "");
  return factByKey.get(key)?.zh ?? fieldName(path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? "", capability);
};

/** A refusal as a sentence for a person. */
export const sentence = (code: string, data: Readonly<Record<string, unknown>>): string =>
  problemJson(new Problem(code, data), sentences, labels).detail;

export const permissions: Readonly<Record<string, readonly PostKind[]>> = {
  "area.read": ["director", "supervisor", "county", "city", "province", "auditor", "system_admin", "security_admin", "audit_admin"],
  ...area.permissions, ...account.permissions,
  ...registry.permissions, ...grade.permissions, ...visit.permissions, ...task.permissions, ...attachment.permissions, ...caselist.permissions,
  ...survey.permissions, ...returns.permissions, ...packs.permissions, ...sync.permissions, ...trace.permissions, ...retention.permissions, ...rights.permissions, ...report.permissions, ...exporting.permissions,
  ...anomaly.permissions, ...comparison.permissions, ...referral.permissions, ...recognition.permissions, ...concern.permissions, ...declaration.permissions, ...display.permissions, ...entrustment.permissions, ...sharing.permissions, ...notice.permissions, ...training.permissions, ...bulletin.permissions, ...conference.permissions,
}; // prettier-ignore

export const permissionsOf = (post: PostKind): string[] =>
  Object.entries(permissions).flatMap(([permission, posts]) => (posts.includes(post) ? [permission] : []));

/** Errors: account.second_factor_needed, account.password_change_needed (403) for a session that is only half. */
export function allows(actor: Actor, permission: string): boolean {
  account.requireWhole(actor);
  return permissions[permission]?.includes(actor.post) ?? false;
}
