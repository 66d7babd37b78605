import { z } from "zod";
import { isDay } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { purposes } from "#kernel/purpose.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { sourceSchema } from "./values.ts";

export { type Source, sources } from "./values.ts";

export { hasUnseen, isPlaceholder, isUnlikeName, NAME_MAX } from "./texts.ts";

export const idSchema = z.string().refine(isId, "registry.id_malformed");
export const daySchema = z.string().refine(isDay, "registry.day_malformed");
export const areaSchema = z.string().refine(isAreaCode, "registry.area_malformed");

/** Values are read one by one against the catalogue (values.ts), so that each fault names its fact. */
export const factsSchema = z.record(z.string().max(60), z.unknown());

/** A command's own id: made where the command is made, so that sending it twice stores it once. */
const command = { id: idSchema, day: daySchema.optional(), source: sourceSchema.default("registration") };

/** `another`: whoever registers has looked, and it is not the child of the same name, birth date and guardian who has a file. */
export const RegisterChild = z.strictObject({
  ...command,
  childId: idSchema,
  area: areaSchema,
  facts: factsSchema,
  another: z.boolean().optional(),
});
export type RegisterChild = z.infer<typeof RegisterChild>;

/** The number of the file's last entry as the sender saw it: a decision about an older file is refused (journal.stale). */
export const seqSchema = z.number().int().positive();

export const RecordFacts = z.strictObject({
  ...command,
  facts: factsSchema,
  reason: z.string().max(200).optional(),
  /** The number of the last entry on the sender's page: facts that somebody put otherwise since are asked about. */
  seq: seqSchema.optional(),
});
export type RecordFacts = z.infer<typeof RecordFacts>;

export const MoveChild = z.strictObject({
  id: idSchema,
  seq: seqSchema,
  day: daySchema.optional(),
  area: areaSchema,
  reason: z.string().min(1).max(200),
});
export type MoveChild = z.infer<typeof MoveChild>;

export const closeReasons = {
  moved_away: "迁出本系统覆盖范围",
  died: "死亡",
  grown_up: "年满十八周岁",
  entered_by_mistake: "错误建档",
  duplicate: "重复建档",
} as const;
export type CloseReason = keyof typeof closeReasons;

/**
 * A child who died or grew up is still that child: nobody else may be registered under the same number. A file that was
 * a mistake, or whose child left, must not stand in the way of the right one.
 */
const keepsIdentity: Readonly<Record<CloseReason, boolean>> = {
  moved_away: false,
  died: true,
  grown_up: true,
  entered_by_mistake: false,
  duplicate: false,
};

/** Whether a file closed so (null: not closed) holds the child's identity. */
export const holdsIdentity = (closed: CloseReason | null): boolean => closed === null || keepsIdentity[closed];

export const CloseFile = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  reason: z.enum(Object.keys(closeReasons) as [CloseReason, ...CloseReason[]]),
  note: z.string().max(200).optional(),
});
export type CloseFile = z.infer<typeof CloseFile>;

export const ReopenFile = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  reason: z.string().min(1).max(200),
});
export type ReopenFile = z.infer<typeof ReopenFile>;

/** What a file is opened for: without a purpose sensitive facts stay masked. */
export const FileQuery = z.strictObject({ purpose: z.enum(purposes).optional() });

/** For what a file is printed; null where nothing of it stands open. */
export const PrintFile = z.strictObject({ purpose: z.enum(purposes).nullable() });

/** Who may open what is sealed besides whoever entered the first of it: named by the county, never by themselves. */
export const NameCase = z.strictObject({
  id: idSchema,
  seq: seqSchema,
  people: z.array(idSchema).max(20),
  reason: z.string().trim().min(2).max(200),
});
export type NameCase = z.infer<typeof NameCase>;

/** Opens what is sealed without being on the case, because a child cannot wait; the county is told at once. */
export const BreakSeal = z.strictObject({
  id: idSchema,
  purpose: z.enum(purposes),
  reason: z.string().trim().min(4).max(500),
});
export type BreakSeal = z.infer<typeof BreakSeal>;

/** What an entry of this capability says; bodies are read back from the journal as they were written. */
export const kinds = {
  registered: "registry.child_registered",
  recorded: "registry.facts_recorded",
  moved: "registry.child_moved",
  closed: "registry.file_closed",
  reopened: "registry.file_reopened",
  caseNamed: "registry.case_named",
  sealBroken: "registry.seal_broken",
} as const;

export const permissions = {
  "registry.read": ["director", "supervisor", "county", "city", "province"],
  "registry.register": ["director", "supervisor", "county"],
  "registry.record": ["director", "supervisor", "county"],
  "registry.move": ["supervisor", "county", "city", "province"],
  "registry.close": ["supervisor", "county"],
  "registry.name_case": ["county"],
  "registry.break_seal": ["director", "supervisor", "county", "city", "province"],
} as const;
