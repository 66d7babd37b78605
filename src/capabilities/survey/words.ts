import { z } from "zod";
import { idSchema } from "#capabilities/registry/words.ts";

/** An upload and what became of it so far. */
export const ImportRow = z.object({
  id: idSchema,
  area: z.string(),
  actor: z.string(),
  fileName: z.string(),
  status: z.enum(["running", "done", "failed", "cancelled"]),
  read: z.number().int(),
  registered: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  problem: z.string().nullable(),
  /** The problem in words; of a finished import, the columns that were not read (survey.columns_unread). */
  detail: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const permissions = {
  "survey.template": ["director", "supervisor", "county"],
  "survey.import": ["supervisor", "county"],
} as const;
