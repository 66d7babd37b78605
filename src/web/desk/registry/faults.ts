import type { Refusal } from "../app/api.ts";

/** A refusal that names a fact stands at that fact's field. */
export function faultsOf(refusal: Refusal | undefined): Record<string, string> {
  const key = refusal?.data["key"];
  return refusal && typeof key === "string" ? { [key]: refusal.message } : {};
}
