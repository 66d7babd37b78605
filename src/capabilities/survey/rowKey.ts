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

/**
 * What a row says, whatever the order of its columns: a second upload with the same content has the same digest.
 * `keys` in any fixed order. Every value is written with its length, so that no two rows run into one.
 */
export function contentDigest(values: ReadonlyMap<string, FactValue>, keys: readonly string[]): string {
  let text = "";
  for (const key of keys) {
    const found = values.get(key);
    if (found === undefined) continue;
    const written = typeof found === "object" ? found.join(",") : String(found);
    text += `${key}:${written.length}:${written}\n`;
  }
  return digest(text);
}
