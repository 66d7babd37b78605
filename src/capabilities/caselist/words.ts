import { z } from "zod";
import { departments } from "#kernel/actor.ts";
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
  /** How guardianship was assessed: good, average, poor; null where nobody has. */
  guardianship: z.string().nullable(),
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

/** Orders of the ledger; with a minus the other way round. */
export const ledgerOrders = ["level", "area", "due", "-due", "visited", "-visited", "age", "-age"] as const;
export type LedgerOrder = (typeof ledgerOrders)[number];

const yes = z.enum(["yes"]).optional();
const age = z.coerce.number().int().min(0).max(30).optional();
export const manyIds = z
  .string()
  .max(8000)
  .transform((text) => text.split(","))
  .pipe(z.array(idSchema).min(1).max(200));

/** Whom the ledger lists. */
export const LedgerFilters = z.strictObject({
  area: areaSchema.optional(),
  /** Files that lie in the area itself, and in none of its lower ones. */
  direct: yes,
  level: z.string().max(20).optional(),
  category: z.string().max(60).optional(),
  ground: z.string().max(60).optional(),
  ledger: z.enum(["main", "single_parent", "mobile", "statistics", "none"]).optional(),
  /** A part of the name, in characters or spelled in letters. */
  name: z.string().trim().min(1).max(40).optional(),
  ageFrom: age,
  ageTo: age,
  guardianship: z.enum(["good", "average", "poor", "none"]).optional(),
  when: z.enum(["overdue", "today", "week"]).optional(),
  /** No home visit for so many days; never at all. */
  unvisited: z.enum(["30", "60", "90", "180", "never"]).optional(),
  /** The gravest level, and no intervention reported since (粤民发〔2024〕32号 三1). */
  awaiting: yes,
  /** A department's list brought something up of them that waits to be verified: any, or one of this department's lists. */
  flagged: z.enum(["any", "civil_affairs", ...departments]).optional(),
  proposed: yes,
  /** Whom the policy serves; who has a level, and is visited. */
  served: yes,
  graded: yes,
  /** Files that are closed, instead of those that are open. */
  closed: yes,
  /** Some children alone: rows that somebody has marked. */
  ids: manyIds.optional(),
});
export type LedgerFilters = z.infer<typeof LedgerFilters>;

export const LedgerQuery = LedgerFilters.extend({
  sort: z.enum(ledgerOrders).default("level"),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** Looks for the children of a number, their own or of who looks after them: in a body, because an address is kept by browsers and proxies. */
export const FindByNumber = z.strictObject({ number: z.string().trim().min(4).max(40) });
export type FindByNumber = z.infer<typeof FindByNumber>;

/** How many children may be marked at a time: as many as one assignment may be for. */
export const MOST_MARKED = 1000;

/** Whom a list names, in its order, as far as they may be marked at a time; `more`: there are others, and nobody is left out unseen. */
export const MarkedIds = z.object({ childIds: z.array(idSchema), more: z.boolean() });
export type MarkedIds = z.infer<typeof MarkedIds>;

/** Counted as far as somebody would read on; `more`: there are others. */
export const LedgerCount = z.object({ count: z.number().int(), more: z.boolean() });
export type LedgerCount = z.infer<typeof LedgerCount>;

/** Columns of the ledger, in the order in which they stand. */
export const ledgerColumnIds = [
  "level", "name", "sex", "age", "birthDate", "categories", "grounds", "area", "guardian", "guardianship", "since",
  "lastHome", "lastContact", "dueOn", "intervened",
] as const; // prettier-ignore
export type LedgerColumnId = (typeof ledgerColumnIds)[number];

/** The ledger as a file: whom, in which order, with which columns. */
export const LedgerFileQuery = LedgerFilters.extend({
  sort: z.enum(ledgerOrders).default("level"),
  columns: z
    .string()
    .max(300)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(ledgerColumnIds)).min(1).max(ledgerColumnIds.length)),
});
export type LedgerFileQuery = z.infer<typeof LedgerFileQuery>;

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
export const LinesQuery = z.strictObject({ ids: manyIds });

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
  /** The next lower areas, each with its own numbers; last, under the area's own code, what lies in none of them. */
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

const tally = {
  children: z.number().int(),
  /** With a level: those who are visited. */
  graded: z.number().int(),
  overdue: z.number().int(),
  byLevel: z.record(z.string(), z.number().int()),
};

/** Villages that have children, and those of them that have a director. */
const coverage = { villages: z.number().int(), directed: z.number().int() };

/** What the pictures of an area are drawn from: numbers alone. */
export const Board = z.object({
  day: z.string(),
  area: z.string(),
  policy: z.string(),
  levels: z.array(z.object({ level: z.string(), word: z.string(), shape: z.string() })),
  ...tally,
  ...coverage,
  /** The next lower areas by their codes: never a ranking (国办函〔2026〕12号); last, under the area's own, what lies in none. */
  areas: z.array(z.object({ area: z.string(), name: z.string(), ...tally, ...coverage })),
  categories: z.array(z.object({ category: z.string(), title: z.string(), count: z.number().int() })),
  /** A year of months, this one included, and those ahead; `due`: falls due then, in this month with what is overdue. */
  months: z.array(
    z.object({
      month: z.string(),
      homeVisits: z.number().int(),
      contacts: z.number().int(),
      /** Of this month and those to come; null of a month gone by: who was due then is what the trend counts. */
      due: z.number().int().nullable(),
    }),
  ),
});
export type Board = z.infer<typeof Board>;

/** The last twelve months, each as of its end; this one as of today. */
export const Trend = z.object({
  area: z.string(),
  months: z.array(
    z.object({
      month: z.string(),
      day: z.string(),
      graded: z.number().int(),
      byLevel: z.record(z.string(), z.number().int()),
      /** Of those with a level: a home visit within its rhythm. */
      inTime: z.number().int(),
    }),
  ),
});
export type Trend = z.infer<typeof Trend>;

export const permissions = {
  "caselist.read": ["director", "supervisor", "county", "city", "province"],
  "caselist.take_along": ["supervisor", "county", "city", "province"],
} as const;
