import { z } from "zod";
import { areaSchema, daySchema, factsSchema, idSchema } from "#capabilities/registry/words.ts";
import { purposes } from "#kernel/purpose.ts";

export { kinds } from "./kinds.ts";

/** What does not agree between a department's list and the ledger (粤民发〔2024〕32号 四(一)). */
export const findings = {
  missing: "应纳未纳",
  surplus: "应退未退",
  differs: "信息不一致",
  unregistered: "疑似未登记",
} as const;
export type Finding = keyof typeof findings;

/** The same in a few more words, for whoever sends a list. */
export const findingMeanings: Readonly<Record<Finding, string>> = {
  missing: "台账上的儿童应在名单上而没有",
  surplus: "名单上的儿童不应再在名单上",
  differs: "名单与档案的记载不同",
  unregistered: "名单上的儿童应当建档而没有",
};
export const findingSchema = z.enum(Object.keys(findings) as [Finding, ...Finding[]]);

/** What was found on the spot. */
export const verdicts = {
  right: "情况属实",
  wrong: "名单有误",
  moved: "已不在本地",
  corrected: "两边都不对，已更正档案",
} as const;
export type Verdict = keyof typeof verdicts;
const verdictSchema = z.enum(Object.keys(verdicts) as [Verdict, ...Verdict[]]);

export const VerifyAnomaly = z
  .strictObject({
    id: idSchema,
    verdict: verdictSchema,
    /** How it was found out; stays in the file, and is not told to the department. */
    note: z.string().trim().min(2).max(300),
    /** Where both were wrong: what is right. */
    facts: factsSchema.optional(),
    /** What the sender's file said of each fact that the answer may change (null: nothing), where it may have been an old one. */
    seen: factsSchema.optional(),
    /** The verdict of somebody else that this one replaces, by whoever has seen both. */
    over: verdictSchema.optional(),
  })
  .refine(
    ({ verdict, facts }) => (verdict === "corrected") === (facts !== undefined && Object.keys(facts).length > 0),
    {
      path: ["facts"],
      message: "anomaly.facts_unfit",
    },
  );
export type VerifyAnomaly = z.infer<typeof VerifyAnomaly>;

export const VerifyUnregistered = z
  .strictObject({
    id: idSchema,
    verdict: z.enum(["right", "wrong", "moved"]),
    note: z.string().trim().min(2).max(300),
    /** right: the file that was begun for the child, or was there under another name. */
    childId: idSchema.optional(),
    /** The verdict of somebody else that this one replaces, by whoever has seen both. */
    over: verdictSchema.optional(),
  })
  .refine(({ verdict, childId }) => (verdict === "right") === (childId !== undefined), {
    path: ["childId"],
    message: "anomaly.child_wanted",
  });
export type VerifyUnregistered = z.infer<typeof VerifyUnregistered>;

export const whens = ["late", "climbed", "reminded"] as const;

export const AnomaliesQuery = z.strictObject({
  area: areaSchema.optional(),
  open: z.enum(["yes", "no"]).default("yes"),
  /** Past their day; late for so long that the next level sees them; near their day. */
  when: z.enum(whens).optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type AnomaliesQuery = z.infer<typeof AnomaliesQuery>;
/** The same of files; or of one child's. */
export const FilesQuery = AnomaliesQuery.extend({ childId: idSchema.optional() });
export type FilesQuery = z.infer<typeof FilesQuery>;

/** A line of the list of an area: without anybody's name. */
export const AnomalyLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  comparison: z.string(),
  title: z.string(),
  department: z.string(),
  finding: findingSchema,
  raisedOn: z.string(),
  due: z.string(),
  verdict: z.string().nullable(),
  closedOn: z.string().nullable(),
});
export type AnomalyLine = z.infer<typeof AnomalyLine>;
export const AnomaliesPage = z.object({ lines: z.array(AnomalyLine), next: z.string().nullable() });
export type AnomaliesPage = z.infer<typeof AnomaliesPage>;

/** One fact in which list and file do not agree; null: masked until it is opened with a purpose. */
export const Disagreement = z.object({
  key: z.string(),
  label: z.string(),
  list: z.string().nullable(),
  file: z.string().nullable(),
  masked: z.boolean(),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** What whoever verifies needs to know of one anomaly. */
export const AnomalyShown = z.object({
  childId: idSchema,
  no: z.number().int(),
  seq: z.number().int(),
  name: z.string(),
  title: z.string(),
  department: z.string(),
  /** The department by its name. */
  owner: z.string(),
  finding: findingSchema,
  clause: z.string(),
  /** How the line was known to be about this child; null where there is no line. */
  words: z.string().nullable(),
  probability: z.number().nullable(),
  listDay: daySchema,
  raisedOn: daySchema,
  due: daySchema,
  facts: z.array(Disagreement),
  opened: z.array(z.string()),
});
export type AnomalyShown = z.infer<typeof AnomalyShown>;

export const UnregisteredLine = z.object({
  id: idSchema,
  area: z.string(),
  comparison: z.string(),
  title: z.string(),
  department: z.string(),
  raisedOn: z.string(),
  due: z.string(),
  verdict: z.string().nullable(),
  closedOn: z.string().nullable(),
  childId: z.string().nullable(),
  name: z.string(),
});
export type UnregisteredLine = z.infer<typeof UnregisteredLine>;
export const UnregisteredPage = z.object({ lines: z.array(UnregisteredLine), next: z.string().nullable() });

/** What the list says of somebody who has no file. */
export const UnregisteredShown = UnregisteredLine.extend({
  /** The department by its name. */
  owner: z.string(),
  clause: z.string(),
  facts: z.array(z.object({ key: z.string(), label: z.string(), value: z.unknown(), text: z.string() })),
  /** The place as the list writes it. */
  place: z.string(),
  /** How it was found out; null while nobody has answered. */
  note: z.string().nullable(),
});
export type UnregisteredShown = z.infer<typeof UnregisteredShown>;

/** Open ones of a part of the area, by how long they have been waiting. */
export const AnomalyCount = z.object({
  area: z.string(),
  open: z.number().int(),
  late: z.number().int(),
  climbed: z.number().int(),
  reminded: z.number().int(),
  /** By how long they have been waiting: up to 7, 30, 90 days, and longer. */
  ages: z.array(z.number().int()).length(4),
  oldest: z.string().nullable(),
});
export type AnomalyCount = z.infer<typeof AnomalyCount>;
export const AnomalyCounts = z.array(AnomalyCount);

export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const ChildParam = z.strictObject({ childId: idSchema });
export const AnomalyParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(100_000) });
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });
export const UnregisteredParam = z.strictObject({ id: idSchema });

export const permissions = {
  "anomaly.read": ["director", "supervisor", "county", "city", "province"],
  "anomaly.verify": ["director", "supervisor", "county"],
} as const;
