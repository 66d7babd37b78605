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

/** Who is bound to report (强制报告意见 3): what somebody at the public page says they are; anybody else may report, too. */
export const Reporter = z.strictObject({ ...source, id: Id, title: Text, clause: Clause });
export type Reporter = z.infer<typeof Reporter>;

/** A telephone number that the public page shows before anything else; the first of the list is for danger at this moment. */
export const Hotline = z.strictObject({
  ...source,
  id: Id,
  number: z.string().regex(/^[0-9-]{3,20}$/),
  title: Text,
  text: Text,
  clause: Clause,
});
export type Hotline = z.infer<typeof Hotline>;
