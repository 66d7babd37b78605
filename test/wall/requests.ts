import { places } from "../cast.ts";
import { type Asked, operations } from "./operations.ts";
import { pictureId } from "./ready.ts";
import type { Target } from "./targets.ts";

/* An operation as it is asked about a target. */

const parameters = (t: Target): Readonly<Record<string, string>> => ({
  childId: t.child, personId: t.person, deviceId: t.device, session: "a".repeat(16), no: "1", nth: "1", code: places.east,
  concernId: t.concern, screenId: t.screen, grantId: t.grant, item: "enrolment", batch: t.assignment, noticeId: t.notice, sessionId: t.session, handedId: t.handed, listId: t.bulletin, declarationId: t.declaration, format: "html", kind: "school_dropouts", n: "1",
}); // prettier-ignore

/** The id that stands for `:postId` and `:id`, which mean something else in each place. */
const idOf = (operation: string, asked: Asked, t: Target): string => {
  if (asked.of === "pending") return t.pending;
  if (asked.of === "post") return t.post;
  if (asked.of === "import") return t.imported;
  if (asked.of === "alert") return t.alert;
  if (asked.of === "departmentList") return t.departmentList;
  if (asked.of === "unregistered") return t.unregistered;
  if (operation.includes("/api/attachment/") || operation.includes("/api/concern/")) return pictureId;
  if (operation.includes("/api/policy/packs/")) return "puning";
  return operation.includes("/annex/") ? "puning-annex-2" : "puning-annex-1";
};

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly body: unknown;
  readonly bytes: Buffer | undefined;
}

/** The operation asked about a target. Errors: an operation that has no line. */
export function requestOf(operation: string, target: Target): Request {
  const asked = operations[operation];
  if (!asked) throw new Error(`test/wall/operations.ts has no line for ${operation}`);
  const [method = "", path = ""] = operation.split(" ");
  const values = parameters(target);
  const filled = path.replace(/:(\w+)/g, (_, key: string) => values[key] ?? idOf(operation, asked, target));
  const query = asked.query ? `?${new URLSearchParams(asked.query(target)).toString()}` : "";
  return { method: method as Request["method"], url: filled + query, body: asked.body?.(target), bytes: asked.bytes };
}
