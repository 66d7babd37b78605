import { departmentNames } from "#capabilities/account/zh.ts";
import type { DueLine } from "#capabilities/bulletin/words.ts";
import { isDepartment } from "#kernel/actor.ts";

/* What 今日 says of lists; it opens first, and loads no schemas. */

export const departmentText = (department: string): string =>
  isDepartment(department) ? departmentNames[department] : department;

/** A due day in words. */
export function dueSaid({ days, lastOn }: Pick<DueLine, "days" | "lastOn">): string {
  const after = lastOn === null ? "还没有发送过" : "";
  const when = days < 0 ? `已逾期 ${-days} 天` : days === 0 ? "今天到期" : `还有 ${days} 天`;
  return after === "" ? when : `${when}，${after}`;
}
