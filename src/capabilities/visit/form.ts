import { z } from "zod";
import type { FileState } from "#capabilities/registry/decide.ts";
import { catalogue, groups } from "#capabilities/registry/facts.ts";
import { Asks } from "./words.ts";

/** One question of the visit's form, with last time's answer to confirm by one tap (CONTRIBUTING.md, Burden). */
export const Question = z.strictObject({
  key: z.string(),
  label: z.string(),
  group: z.string(),
  type: z.enum(["day", "bool", "enum", "set", "int", "area", "text"]),
  options: z.record(z.string(), z.string()).nullable(),
  last: z.strictObject({ value: z.unknown(), on: z.string() }).nullable(),
});
export type Question = z.infer<typeof Question>;

/** The form of a child on a day: `form` is the policy whose questions these are, and goes back with the answers. */
export const VisitForm = z.strictObject({
  form: z.string(),
  day: z.string(),
  questions: z.array(Question),
  evidence: Asks,
});
export type VisitForm = z.infer<typeof VisitForm>;

/**
 * What may change between two visits; who somebody is, is not asked again. What only a department or a document can
 * say (HIV, a certificate, a recognition) is not asked at a kitchen table; where the child lives changes by a
 * move of the file.
 */
const livelyGroups = new Set([
  "residence",
  "father",
  "mother",
  "carer",
  "guardian",
  "health",
  "school",
  "assistance",
  "risk",
  "measure",
]);

/**
 * The questions that this policy needs an answer to for this child: the facts that its conditions name, and no others.
 * asked: keys that the policy's conditions read. What is sealed is asked like the rest, without what was said before for
 * whoever is not on the case.
 */
export function visitForm(asked: ReadonlySet<string>, file: FileState, seesSealed: boolean): Question[] {
  return catalogue
    .filter((spec) => spec.policy && spec.from.includes("visit") && livelyGroups.has(spec.group))
    .filter((spec) => spec.key !== "residence.area" && (asked.has(spec.key) || spec.group === "measure"))
    .map((spec) => {
      const known = spec.cls === "sealed" && !seesSealed ? undefined : file.facts[spec.key];
      return {
        key: spec.key,
        label: spec.zh,
        group: groups[spec.group] ?? spec.group,
        type: spec.type,
        options: spec.options ?? null,
        last: known ? { value: known.value, on: known.on } : null,
      };
    });
}
