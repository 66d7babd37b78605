import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { daySchema, idSchema } from "./words.ts";

/* What the registry answers, as its routes say it of themselves (openapi.json). */

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const CatalogueFact = z.object({
  key: z.string(),
  type: z.enum(["day", "bool", "enum", "set", "int", "area", "text"]),
  options: z.record(z.string(), z.string()).optional(),
  zh: z.string(),
  unit: z.string().optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  group: z.string(),
  cls: z.enum(["open", "internal", "sensitive", "sealed"]),
  absent: z.enum(["unknown", "no"]),
  from: z.array(z.enum(["survey", "visit", "department", "registration", "panel"])),
  policy: z.boolean(),
});

export const Catalogue = z.object({ facts: z.array(CatalogueFact), groups: z.record(z.string(), z.string()) });

const ShownFact = z.object({
  key: z.string(),
  label: z.string(),
  group: z.string(),
  groupLabel: z.string(),
  /** Null where it is masked and has no ends to be shown by. */
  value: value.nullable(),
  text: z.string(),
  on: daySchema,
  source: z.string(),
  masked: z.boolean(),
});

/** Part of a file that another capability keeps, and describes in its own words. */
const kept = (capability: string) => z.looseObject({}).describe(`as ${capability} keeps it`);

export const ChildFile = z.object({
  childId: idSchema,
  area: z.string(),
  areaPath: z.array(z.string()),
  status: z.enum(["none", "open", "closed"]),
  /** The number of the last entry: a decision on this file sends it back (journal.stale). */
  seq: z.number().int(),
  facts: z.array(ShownFact),
  /** What sensitive facts were opened for; null where they are masked. */
  purpose: z.enum(purposes).nullable(),
  /** Sensitive facts that this answer opened, and "sealed" where it opened any of what is sealed. */
  opened: z.array(z.string()),
  /** Whether the reader is on the case: what is sealed opens with a purpose. */
  onCase: z.boolean(),
  /** People of the case, for those who are on it and for the county, which names them. */
  caseTeam: z.array(z.object({ personId: idSchema, name: z.string() })),
  /** Who reported, the latest last; empty for whoever is not on the case, or without a purpose. */
  reports: z.array(z.object({ on: daySchema, source: z.string(), text: z.string() })),
  standing: kept("grade"),
  visit: kept("visit"),
  tasks: kept("task"),
  retention: kept("retention"),
  decision: kept("policy"),
  day: daySchema,
});

export type ChildFile = z.infer<typeof ChildFile>;

export const FileEntries = z.array(
  z.object({
    seq: z.number().int(),
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    occurredAt: z.string(),
    recordedAt: z.string(),
    actorId: z.string(),
    author: z.string().nullable(),
    area: z.string(),
    policy: z.string().nullable(),
    /** As the kind of the entry has it; numbers by their ends. */
    body: z.looseObject({}),
    /** The facts that it changed, with the values before it; numbers by their ends. */
    was: z.looseObject({}),
  }),
);
