import { z } from "zod";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";

export const OpenTask = z.strictObject({
  id: idSchema,
  title: z.string().trim().min(2).max(100),
  solution: z.string().trim().max(300).default(""),
  owner: z.string().trim().max(40).default(""),
  due: daySchema.optional(),
});
export type OpenTask = z.infer<typeof OpenTask>;

export const CloseTask = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  outcome: z.string().trim().min(2).max(500),
});
export type CloseTask = z.infer<typeof CloseTask>;

export const kinds = { opened: "task.opened", closed: "task.closed" } as const;

export const permissions = {
  "task.read": ["director", "supervisor", "county", "city", "province"],
  "task.open": ["director", "supervisor", "county"],
  "task.close": ["director", "supervisor", "county"],
} as const;
