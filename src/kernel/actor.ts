import type { Id } from "./id.ts";
import type { AreaCode, Scope } from "./scope.ts";

/** Posts that a person may hold. Departments, institutions and the three administrators come with accounts. */
export const postKinds = [
  "director", // 儿童主任, one village
  "supervisor", // 儿童督导员, one township
  "county", // 县级民政部门
  "city", // 市级民政部门
  "province", // 省级民政部门
  "system", // the machine itself: import jobs, demo, reactions
] as const;
export type PostKind = (typeof postKinds)[number];

/** Who acts, under which post and where. Everything a handler may do follows from it. */
export interface Actor {
  readonly personId: Id;
  readonly name: string;
  readonly post: PostKind;
  readonly area: AreaCode;
  readonly scope: Scope;
  readonly deviceId?: string;
}
