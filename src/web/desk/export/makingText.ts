import type { MakingLine } from "#capabilities/export/words.ts";

/** How far a file is, in words; "" before its first line. */
export function linesText({ done, total }: Pick<MakingLine, "done" | "total">): string {
  if (total !== null && total > 0) return `已写 ${Math.min(done, total)} 行，共 ${total} 行`;
  return done === 0 ? "" : `已写 ${done} 行`;
}
