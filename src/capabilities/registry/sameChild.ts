import { pinyin } from "pinyin-pro";
import type { FileState } from "./decide.ts";
import { alike } from "./identity.ts";

type Facts = Readonly<Record<string, unknown>>;

const adults = ["guardian.name", "father.name", "mother.name"];

const namesOf = (facts: Facts): Set<string> =>
  new Set(adults.flatMap((key) => (typeof facts[key] === "string" ? [alike(facts[key])] : [])));

/** 張偉, 张伟 and 张玮: a traditional form, a variant, the wrong character of the right sound. */
const sound = (name: string): string => pinyin(name, { toneType: "none", type: "array" }).join(" ");

/**
 * Whether what brings a file's own id number is about the file's child. The number holds birth date and sex, so these
 * agree whatever was pasted; who the child is, the names say: its own in any spelling, else that of a grown-up beside it
 * (a name corrected). Where none of them agrees, a number has been copied from another line.
 */
export function isSameChild({ facts }: FileState, given: Facts): boolean {
  const held = facts["name"]?.value;
  const name = given["name"];
  if (typeof held !== "string" || typeof name !== "string") return true;
  if (alike(held) === alike(name)) return true;
  const known = namesOf(Object.fromEntries(adults.map((key) => [key, facts[key]?.value])));
  if ([...namesOf(given)].some((adult) => known.has(adult))) return true;
  return sound(alike(held)) === sound(alike(name));
}
