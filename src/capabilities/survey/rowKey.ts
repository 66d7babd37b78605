import { hash } from "node:crypto";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";

const digest = (text: string): string => hash("sha256", text, "base64url").slice(0, 22);

/**
 * Which child a row is about: the id number where there is one, else name, birth date, guardian and village. The same
 * child in a second upload, or on another line of it, has the same key; nothing can be read back from it.
 */
export function rowKey(facts: Readonly<Record<string, FactValue>>, village: string): string {
  const number = facts["idNumber"];
  if (typeof number === "string") return digest(`id\n${number}`);
  const guardian = facts["guardian.name"] ?? facts["father.name"] ?? facts["mother.name"] ?? "";
  return digest(canonical(["person", facts["name"] ?? "", facts["birthDate"] ?? "", guardian, village]));
}
