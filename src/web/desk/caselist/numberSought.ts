import { plainNumber } from "../../ui/personNumber.ts";
import { readIdentity } from "../registry/identityTyped.ts";

/** What is wrong with a number before it is sent; undefined where it may be one. */
export function numberFault(text: string): string | undefined {
  const typed = plainNumber(text);
  if (!/^\d{13,}[\dXx]$/.test(typed)) return undefined;
  const read = readIdentity(typed);
  if (read.state === "wrong") return `证件号码${read.say}。`;
  return read.state === "typing" ? "证件号码位数不对，应为18位（旧证15位）。" : undefined;
}
