import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { purposes } from "#kernel/purpose.ts";
import { isNumber } from "#kernel/watermark.ts";
import { idSchema } from "#capabilities/registry/words.ts";

/** What sort of file: figures alone; a line for each child; a survey workbook that goes back with its bad cells marked; what a guardian is given; a department's list with what became of its lines; what waits for a department; a year of sharing. */
export const exportKinds = [
  "returns",
  "register",
  "survey",
  "rights",
  "list",
  "referral",
  "sharing",
  "bulletin",
  "conference",
] as const;
export type ExportKind = (typeof exportKinds)[number];
/** Those that speak of children by name. */
export const namingKinds = exportKinds.filter((kind) => kind !== "returns" && kind !== "sharing");

/** What somebody says who takes a file along. The id is made where it is asked for: a lost answer makes no second file. */
export const TakeAlong = z.strictObject({ id: idSchema, purpose: z.enum(purposes) });
export type TakeAlong = z.infer<typeof TakeAlong>;

/** What a route's trace says that the file was taken along for. */
export const purposeAsked = ({ body }: { readonly body: unknown }): string => (body as TakeAlong).purpose;

/** A file that lies ready for whoever had it made. */
export const Ticket = z.object({
  id: idSchema,
  /** Printed on the file. */
  number: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** Where it is fetched. */
  link: z.string(),
  expiresAt: z.string(),
});
export type Ticket = z.infer<typeof Ticket>;

export const exportStates = ["ready", "expired", "handed_over"] as const;
export type ExportState = (typeof exportStates)[number];

/** One file as the ledger tells of it. */
export const ExportLine = z.object({
  id: idSchema,
  number: z.string(),
  area: z.string(),
  areaName: z.string(),
  person: z.string(),
  postName: z.string(),
  kind: z.enum(exportKinds),
  name: z.string(),
  purpose: z.enum(purposes),
  children: z.number().int(),
  sha256: z.string(),
  bytes: z.number().int(),
  madeAt: z.string(),
  expiresAt: z.string().nullable(),
  state: z.enum(exportStates),
  /** Whether the reader had it made, and may fetch it while it is kept. */
  own: z.boolean(),
  fetches: z.number().int(),
  fetchedAt: z.string().nullable(),
});
export type ExportLine = z.infer<typeof ExportLine>;
export const ExportsPage = z.object({ lines: z.array(ExportLine), next: z.string().nullable() });
export type ExportsPage = z.infer<typeof ExportsPage>;

export const makingStates = ["running", "stopping", "made", "stopped", "failed"] as const;
export type MakingState = (typeof makingStates)[number];

/** A file that is being made, or came to nothing. */
export const MakingLine = z.object({
  id: idSchema,
  areaName: z.string(),
  person: z.string(),
  postName: z.string(),
  kind: z.enum(exportKinds),
  name: z.string(),
  purpose: z.enum(purposes),
  state: z.enum(makingStates),
  /** Lines that are written, and how many there will be, where that is known. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  begunAt: z.string(),
  endedAt: z.string().nullable(),
  /** Whether the reader asked for it, and may stop it. */
  own: z.boolean(),
});
export type MakingLine = z.infer<typeof MakingLine>;
export const MakingsPage = z.object({ lines: z.array(MakingLine), next: z.string().nullable() });
export type MakingsPage = z.infer<typeof MakingsPage>;

const page = { after: idSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const ExportsQuery = z.strictObject({ own: z.literal("yes").optional(), ...page });
export type ExportsQuery = z.infer<typeof ExportsQuery>;

export const MakingsQuery = z.strictObject(page);
export type MakingsQuery = z.infer<typeof MakingsQuery>;

export const ExportParam = z.strictObject({ id: idSchema });

export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);
export const numberSchema = z.string().refine(isNumber, "export.number_malformed");
/** By the number that is printed on a file, or by the digest of its content. */
export const OriginQuery = z.strictObject({ number: numberSchema.optional(), sha256: digestSchema.optional() });
export type OriginQuery = z.infer<typeof OriginQuery>;

/** Where a file came from: what the ledger says of it, and each time that it was fetched. */
export const Origin = z.object({
  line: ExportLine,
  fetches: z.array(z.object({ at: z.string(), address: z.string().nullable(), session: z.string().nullable() })),
  address: z.string().nullable(),
  session: z.string().nullable(),
});
export type Origin = z.infer<typeof Origin>;
export const Origins = z.array(Origin);

/** What was given to a department. */
export const SendingLine = z.object({
  id: idSchema,
  number: z.string(),
  at: z.string(),
  area: z.string(),
  areaName: z.string(),
  person: z.string(),
  postName: z.string(),
  purpose: z.string(),
  purposeName: z.string(),
  department: z.enum(departments),
  recipient: z.string(),
  /** Titles of the fields, as people read them. */
  fields: z.array(z.string()),
  children: z.number().int(),
  /** Of these the giving was taken back later. */
  recalled: z.number().int(),
  agreement: z.string(),
  agreementFrom: z.string(),
  agreementTo: z.string().nullable(),
  means: z.string(),
});
export type SendingLine = z.infer<typeof SendingLine>;
export const SendingsPage = z.object({ lines: z.array(SendingLine), next: z.string().nullable() });
export type SendingsPage = z.infer<typeof SendingsPage>;
export const SendingsQuery = z.strictObject(page);
export type SendingsQuery = z.infer<typeof SendingsQuery>;

/** What may be given to whom, as people read the rule. */
export const SendingRule = z.object({
  purpose: z.string(),
  title: z.string(),
  clause: z.string(),
  departments: z.array(z.string()),
  fields: z.array(z.string()),
});
export type SendingRule = z.infer<typeof SendingRule>;
export const SendingRules = z.array(SendingRule);

/** Whoever may make a file may fetch it; officers and auditors read the ledger of their area (未成年人网络保护条例 36, 37). */
export const permissions = {
  "export.fetch": ["supervisor", "county", "city", "province", "department"],
  "export.read": ["supervisor", "county", "city", "province", "auditor", "audit_admin"],
  "export.trace": ["county", "city", "province", "auditor", "audit_admin"],
} as const;
