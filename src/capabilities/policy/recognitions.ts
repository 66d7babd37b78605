import { z } from "zod";
import { Clause, Id, source, Text } from "./parts.ts";

const Workdays = z.int().min(0).max(250);

/** What a child is recognised as by a decision of its own, and how many working days its steps have (民发〔2019〕62号: 15 + 15). */
export const RecognitionItem = z.strictObject({
  ...source,
  /** A code of the fact `recognised`. */
  id: Id,
  title: Text,
  clause: Clause,
  /** What the policy says of the file's facts is said beside it. */
  category: Id,
  verify: Workdays,
  confirm: Workdays,
  remind: Workdays,
  climb: Workdays,
});
export type RecognitionItem = z.infer<typeof RecognitionItem>;
