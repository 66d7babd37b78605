import type { Actor } from "./actor.ts";
import type { Id } from "./id.ts";

/** What sort of look at a child: `attempt` is one that was refused, on an id that the person may not know. */
export const lookKinds = [
  "list", // 列表
  "search", // 查找
  "file", // 一人一档
  "timeline", // 档案经过
  "phone", // 手机上打开的档案，下次联网时告知
  "print", // 打印的档案
  "drill", // 报表数字背后的儿童
  "export", // 带出系统的文件
  "trace", // 查阅痕迹本身
  "attempt", // 被拒绝的访问
] as const;
export type LookKind = (typeof lookKinds)[number];

/** Whether the person got an answer, or was told that there is no such child, or that the post may not. */
export const lookAnswers = ["ok", "not_found", "not_permitted"] as const;
export type LookAnswer = (typeof lookAnswers)[number];

/** One look at children's data, as the server tells it to whoever keeps the traces (未成年人网络保护条例 36). */
export interface Look {
  readonly actor: Actor;
  readonly address: string | null;
  /** Method and path as the route table has them: "GET /api/registry/children/:childId". */
  readonly route: string;
  readonly kind: LookKind;
  /** Ids of the children that the answer speaks of; on an attempt those that were asked for. */
  readonly children: readonly Id[];
  /** Fields that were opened one by one (a whole number, a sealed fact); empty where the kind says it all. */
  readonly fields: readonly string[];
  readonly purpose: string | null;
  /** Path and query as they were read: still in clear, the keeper takes out what is personal. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Keys of `asked` that hold a name, a number or free text. */
  readonly personal: readonly string[];
  readonly answer: LookAnswer;
}

/** Keeps a look for years. Errors: trace.unavailable (503): the answer must then not leave. */
export type KeepLook = (look: Look) => Promise<void>;
