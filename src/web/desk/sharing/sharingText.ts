import type { GrantShown } from "#capabilities/sharing/words.ts";
import { classNames } from "#capabilities/sharing/zh.ts";

export const classText = (cls: string): string => classNames[cls as keyof typeof classNames] ?? cls;

/** What a program writes to use the key: the whole of it, to be copied. */
export function exampleOf({ means, item }: Pick<GrantShown, "means" | "item">, origin: string): string {
  const path = means === "data" ? `/api/sharing/data/${item}?limit=200` : item === "lists" ? "/api/comparison/kinds" : "/api/referral/inbox"; // prettier-ignore
  return `curl -H "Authorization: Bearer $KEY" "${origin}${path}"`;
}
