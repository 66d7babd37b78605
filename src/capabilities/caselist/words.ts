import { z } from "zod";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";

/** One line of the ledger or of a due list. */
export const CaseLine = z.object({
  childId: idSchema,
  area: z.string(),
  open: z.boolean(),
  name: z.string(),
  sex: z.string().nullable(),
  birthDate: z.string(),
  level: z.string().nullable(),
  /** Of the level: the gravest is 0; 99 without one. */
  rank: z.number().int(),
  served: z.boolean(),
  ledgers: z.array(z.string()),
  categories: z.array(z.string()),
  kinds: z.array(z.string()),
  grounds: z.array(z.string()),
  suspected: z.array(z.string()),
  unknown: z.array(z.string()),
  panel: z.boolean(),
  /** Of the gravest level: an intervention was reported since its newest ground. */
  intervened: z.boolean(),
  proposed: z.string().nullable(),
  guardian: z.string().nullable(),
  lastHome: z.string().nullable(),
  lastContact: z.string().nullable(),
  homeDue: z.string().nullable(),
  contactDue: z.string().nullable(),
  dueOn: z.string().nullable(),
  since: z.string(),
  policy: z.string().nullable(),
});
export type CaseLine = z.infer<typeof CaseLine>;

/** Where the last page ended: its `next`. */
const after = z.string().max(80).optional();

export const LedgerQuery = z.strictObject({
  area: areaSchema.optional(),
  level: z.string().max(20).optional(),
  category: z.string().max(60).optional(),
  ground: z.string().max(60).optional(),
  ledger: z.enum(["main", "single_parent", "mobile", "statistics", "none"]).optional(),
  name: z.string().trim().min(1).max(40).optional(),
  proposed: z.enum(["yes"]).optional(),
  /** The gravest level, and no intervention reported since (粤民发〔2024〕32号 三1). */
  awaiting: z.enum(["yes"]).optional(),
  closed: z.enum(["yes"]).optional(),
  after,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** Looks for the child of a number: in a body, because an address is kept by browsers and proxies. */
export const FindByNumber = z.strictObject({ number: z.string().trim().min(4).max(40) });
export type FindByNumber = z.infer<typeof FindByNumber>;

export const LedgerPage = z.object({ lines: z.array(CaseLine), next: z.string().nullable() });
export type LedgerPage = z.infer<typeof LedgerPage>;

export const dueWindows = ["overdue", "today", "week", "next", "all"] as const;
export const DueQuery = z.strictObject({
  area: areaSchema.optional(),
  when: z.enum(dueWindows).default("all"),
  /** Only those whose lateness has climbed this high (粤民发〔2024〕32号 三). */
  climbed: z.enum(["supervisor", "county"]).optional(),
  after,
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type DueQuery = z.infer<typeof DueQuery>;

export const DueLine = CaseLine.extend({
  state: z.enum(["overdue", "today", "week", "later"]),
  daysLate: z.number().int(),
  wants: z.enum(["home_visit", "contact"]),
  climbedTo: z.string().nullable(),
  director: z.string().nullable(),
});
export type DueLine = z.infer<typeof DueLine>;

export const DuePage = z.object({ lines: z.array(DueLine), next: z.string().nullable() });
export type DuePage = z.infer<typeof DuePage>;

export const OverdueQuery = z.strictObject({
  area: areaSchema.optional(),
  after,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type OverdueQuery = z.infer<typeof OverdueQuery>;

/** What is overdue in a village, and who has to do it: by the order of the areas, never a ranking (国办函〔2026〕12号). */
export const OverdueVillage = z.object({
  area: z.string(),
  director: z.string().nullable(),
  overdue: z.number().int(),
  /** Of them with the gravest level. */
  gravest: z.number().int(),
  /** The day since which the longest has waited. */
  since: z.string(),
});
export type OverdueVillage = z.infer<typeof OverdueVillage>;
export const OverduePage = z.object({ lines: z.array(OverdueVillage), next: z.string().nullable() });
export type OverduePage = z.infer<typeof OverduePage>;

/** Lines of children who are named elsewhere: in a list of tasks, on a file. */
export const LinesQuery = z.strictObject({
  ids: z
    .string()
    .max(8000)
    .transform((text) => text.split(","))
    .pipe(z.array(idSchema).min(1).max(200)),
});

export const SummaryQuery = z.strictObject({ area: areaSchema.optional() });

export const Summary = z.object({
  day: z.string(),
  area: z.string(),
  children: z.number().int(),
  served: z.number().int(),
  levels: z.array(
    z.object({
      level: z.string(),
      title: z.string(),
      word: z.string(),
      shape: z.string(),
      count: z.number().int(),
      served: z.number().int(),
    }),
  ),
  overdue: z.number().int(),
  today: z.number().int(),
  week: z.number().int(),
  proposed: z.number().int(),
  awaiting: z.number().int(),
  openTasks: z.number().int(),
  lateTasks: z.number().int(),
  /** Due from today until the sixth day on. */
  weekTasks: z.number().int(),
  /** The next lower areas, each with its own numbers. */
  areas: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      children: z.number().int(),
      red: z.number().int(),
      overdue: z.number().int(),
    }),
  ),
});
export type Summary = z.infer<typeof Summary>;

export const permissions = { "caselist.read": ["director", "supervisor", "county", "city", "province"] } as const;
