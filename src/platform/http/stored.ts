import { Problem } from "#kernel/problem.ts";

/** Text that PostgreSQL can store: no NUL, no lone surrogates. */
export const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

/** Parameters of a path or a query as they came. Errors: http.malformed (400), before any of them reaches a statement. */
export function refuseUnstorable(parameters: unknown): void {
  if (typeof parameters !== "object" || parameters === null) return;
  for (const [name, value] of Object.entries(parameters)) {
    const texts: unknown[] = [name, ...(Array.isArray(value) ? value : [value])];
    if (texts.some((text) => typeof text === "string" && !isStorable(text)))
      throw new Problem("http.malformed", { reason: "characters" }, 400);
  }
}
