import { z } from "zod";
import { Clause, Id, source, Text } from "./parts.ts";

/** A situation that must be reported at once (强制报告): what a villager reads, the clause's own words beneath. */
export const Situation = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  text: Text,
  clause: Clause,
  /** Facts of the file that it may turn out to be: what whoever handles it is offered to record. */
  facts: z.array(Id).optional(),
});
export type Situation = z.infer<typeof Situation>;

/** What is reckoned from the moment of a report. */
export const concernSteps = ["receive", "handle", "tell"] as const;
export type ConcernStep = (typeof concernSteps)[number];

/** Within how many hours of the report; 0: at once. */
export const ConcernLimit = z.strictObject({
  ...source,
  id: z.enum(concernSteps),
  hours: z.int().min(0).max(8760),
  clause: Clause,
});
export type ConcernLimit = z.infer<typeof ConcernLimit>;
