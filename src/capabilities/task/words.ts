import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

export const OpenTask = z.strictObject({
  id: idSchema,
  title: z.string().trim().min(2).max(100),
  solution: z.string().trim().max(300).default(""),
  owner: z.string().trim().max(40).default(""),
  due: daySchema.optional(),
});
export type OpenTask = z.infer<typeof OpenTask>;

/** How many children one assignment may be for. */
export const MOST_ASSIGNED = 1000;

/** The same for many children at once: what to do and by when; the worker follows from each child's village. */
export const AssignTask = z.strictObject({
  id: idSchema,
  childIds: z
    .array(idSchema)
    .min(1)
    .max(MOST_ASSIGNED)
    .transform((ids) => [...new Set(ids)]),
  title: z.string().trim().min(2).max(100),
  solution: z.string().trim().max(300).default(""),
  /** Nobody named: the directors of each child's village. */
  owner: z.string().trim().max(40).default(""),
  due: daySchema,
});
export type AssignTask = z.infer<typeof AssignTask>;

/** Why a child of an assignment has no task: its file is closed; it is in the area no more; the day is over; its file cannot be written. */
export const refusals = ["closed", "elsewhere", "late", "fault"] as const;
export type Refusal = (typeof refusals)[number];

/** How far the handing out of an assignment is. */
export const AssignmentRun = z.object({
  batch: idSchema,
  title: z.string(),
  due: z.string(),
  status: z.enum(["running", "stopping", "stopped", "done"]),
  /** It stands still, and nobody has stopped it. */
  interrupted: z.boolean(),
  total: z.number().int(),
  done: z.number().int(),
  refused: z.number().int(),
  /** Of the refused, those whose file could not be written: they may be asked again. */
  faults: z.number().int(),
  /** Whether the reader ordered it, and may stop it and go on with it. */
  own: z.boolean(),
  startedAt: z.string(),
});
export type AssignmentRun = z.infer<typeof AssignmentRun>;

export const RefusedChild = z.object({ childId: idSchema, refusal: z.enum(refusals) });
export type RefusedChild = z.infer<typeof RefusedChild>;

export const CloseTask = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  outcome: z.string().trim().min(2).max(500),
});
export type CloseTask = z.infer<typeof CloseTask>;

export const OpenTasksQuery = z.strictObject({
  area: areaSchema.optional(),
  /** Those alone that were handed out together. */
  batch: idSchema.optional(),
  /** Those alone whose day is over. */
  when: z.enum(["late"]).optional(),
  /** Where the last page ended: its `next`. */
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** A task that nobody has closed yet, on the list of an area. */
export const OpenTaskRow = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  title: z.string(),
  solution: z.string(),
  owner: z.string(),
  opened: z.string(),
  due: z.string().nullable(),
});
export type OpenTaskRow = z.infer<typeof OpenTaskRow>;

export const OpenTasksPage = z.object({ lines: z.array(OpenTaskRow), next: z.string().nullable() });
export type OpenTasksPage = z.infer<typeof OpenTasksPage>;

export const AssignmentsQuery = z.strictObject({ area: areaSchema.optional(), batch: idSchema.optional() });

/** Tasks that were handed out together, and what has become of them. */
export const Assignment = z.object({
  batch: idSchema,
  opened: z.string(),
  due: z.string(),
  count: z.number().int(),
  closed: z.number().int(),
});
export type Assignment = z.infer<typeof Assignment>;

export const kinds = { opened: "task.opened", closed: "task.closed" } as const;

export const permissions = {
  "task.read": ["director", "supervisor", "county", "city", "province"],
  "task.open": ["director", "supervisor", "county"],
  "task.assign": ["supervisor", "county"],
  "task.close": ["director", "supervisor", "county"],
} as const;
