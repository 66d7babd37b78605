import type { FactSpec } from "#engines/rules/catalogue.ts";
import { catalogue, factByKey } from "#capabilities/registry/facts.ts";

/** Who the child is. */
export const identityKeys = ["idNumber", "name", "birthDate", "sex", "idKind", "ethnicity"] as const;

/** What decides a category or a ground most often; the rest is asked by the survey and by visits. */
const first = [
  "hukou.kind",
  "hukou.area",
  "residence.address",
  "residence.since",
  "residence.with",
  "family.kind",
  "father.name",
  "father.status",
  "father.away.state",
  "father.away.since",
  "father.away.area",
  "father.phone",
  "mother.name",
  "mother.status",
  "mother.away.state",
  "mother.away.since",
  "mother.away.area",
  "mother.phone",
  "guardian.name",
  "guardian.relation",
  "guardian.phone",
  "carer.name",
  "carer.relation",
  "carer.capacity",
  "carer.phone",
  "recognised",
  "household.assistance",
  "health.state",
  "disability.kind",
  "disability.level",
  "disability.certificate",
  "school.state",
  "school.name",
];

const asked = new Set(first);

export const askedAtFirst: readonly FactSpec[] = catalogue.filter(
  (spec) => asked.has(spec.key) || spec.group === "risk",
);

export const identitySpecs: readonly FactSpec[] = identityKeys.flatMap((key) => factByKey.get(key) ?? []);
