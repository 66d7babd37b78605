import type { Id } from "./id.ts";
import type { AreaCode, Scope } from "./scope.ts";

/** Posts that a person may hold; a session acts under one of them. */
export const postKinds = [
  "director", // 儿童主任, one village
  "supervisor", // 儿童督导员, one township
  "social_worker", // 社会工作者
  "county", // 县级民政部门
  "city", // 市级民政部门
  "province", // 省级民政部门
  "department", // another department's officer: Actor.department says which
  "institution", // 儿童福利机构、未成年人救助保护机构
  "hotline", // 未成年人保护热线
  "organisation", // 承接服务的社会组织
  "auditor", // 合规审计人员: reads traces, never files
  "system_admin", // 系统管理员 ┐ GB/T 22239-2019 8.1.4.2: three people, none of whom sees a child's data
  "security_admin", // 安全管理员 │
  "audit_admin", // 审计管理员 ┘
  "system", // the machine itself: import jobs, demo, reactions
] as const;
export type PostKind = (typeof postKinds)[number];

/** Departments with duties in the policies (国发〔2016〕13号, 民发〔2019〕34号, 粤民发〔2024〕32号), beside civil affairs. */
export const departments = [
  "education",
  "police",
  "medical_insurance",
  "disabled_federation",
  "health",
  "justice",
  "procuratorate",
  "court",
  "women_federation",
  "youth_league",
  "human_resources",
  "housing",
  "agriculture",
  "cyberspace",
  "market",
] as const;
export type Department = (typeof departments)[number];
export const isDepartment = (text: unknown): text is Department => departments.some((one) => one === text);

/** Who acts, under which post and where. Everything a handler may do follows from it. */
export interface Actor {
  readonly personId: Id;
  readonly name: string;
  readonly post: PostKind;
  readonly area: AreaCode;
  readonly scope: Scope;
  readonly deviceId?: string;
  /** By what traces tell one session from another: never its token, nor what the token is found by. */
  readonly sessionId?: string;
  /** Where a department's program calls: the grant whose key it brought. */
  readonly keyOf?: Id;
  /** Where the post is "department". */
  readonly department?: Department;
  /** The row of the post, for posts that accounts keep. */
  readonly postId?: Id;
  /** The person for whom the session's post stands in; absent where it is one's own. */
  readonly deputyFor?: Id;
  /** When the second factor was shown last in this session, ISO 8601; absent where it was not. */
  readonly factorAt?: string;
  /** A half session: what it must still do before any permission counts. */
  readonly awaits?: "second_factor" | "password";
}
