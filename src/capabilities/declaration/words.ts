import { z } from "zod";
import { relations } from "#capabilities/registry/facts.ts";
import { areaSchema, daySchema, factsSchema, hasUnseen, idSchema } from "#capabilities/registry/words.ts";
import { purposes } from "#kernel/purpose.ts";
import { LookUpConcern } from "#capabilities/concern/words.ts";

const isSeen = (value: string): boolean => !hasUnseen(value);
const text = (most: number) => z.string().trim().max(most).refine(isSeen);
const said = (least: number, most: number) => z.string().trim().min(least).max(most).refine(isSeen);

const relation = z.enum(["", ...Object.keys(relations)] as [string, ...string[]]);

/** What a parent says of going out to work (北碚民发〔2021〕1号 三(一)): where, since when, and who cares for the child. */
export const Declared = z.strictObject({
  who: z.enum(["father", "mother"]),
  parent: z.strictObject({ name: said(1, 40), phone: said(1, 30), idNumber: text(18).default("") }),
  child: z.strictObject({ name: said(1, 40), birthDate: daySchema.optional() }),
  since: daySchema,
  /** In the parent's words. */
  place: said(1, 100),
  carer: z.strictObject({ name: said(1, 40), relation: relation.default(""), phone: text(30).default("") }),
});
export type Declared = z.infer<typeof Declared>;

/** From the public page: id and secret are the page's own, as of a report (docs/decisions/0047-public-page.md). */
export const DeclareLeaving = Declared.extend({ id: idSchema, secret: LookUpConcern.shape.secret, area: areaSchema });
export type DeclareLeaving = z.infer<typeof DeclareLeaving>;

/** It is this child's: what was declared goes into the file. `day` and `seen`: of a phone, which may send it much later. */
export const ConfirmDeclaration = z.strictObject({
  id: idSchema,
  declarationId: idSchema,
  childId: idSchema,
  day: daySchema.optional(),
  /** What the file said of the parent and the carer when it was confirmed. */
  seen: factsSchema.optional(),
  /** The version of the file on the page of whoever confirms at the desk: of another one nothing is overwritten. */
  seq: z.number().int().positive().optional(),
});
export type ConfirmDeclaration = z.infer<typeof ConfirmDeclaration>;
/** The reason is read by the parent. */
export const RefuseDeclaration = z.strictObject({ id: idSchema, declarationId: idSchema, reason: said(4, 200) });
export type RefuseDeclaration = z.infer<typeof RefuseDeclaration>;

/** To another village of one's own area: the parent chose the wrong one. */
export const TransferDeclaration = z.strictObject({ id: idSchema, declarationId: idSchema, area: areaSchema });
export type TransferDeclaration = z.infer<typeof TransferDeclaration>;

export const kinds = {
  declared: "declaration.declared",
  confirmed: "declaration.confirmed",
  refused: "declaration.refused",
  transferred: "declaration.transferred",
} as const;

export const LookUpDeclaration = LookUpConcern;
export type LookUpDeclaration = z.infer<typeof LookUpDeclaration>;
/** For whoever has number and secret: nothing that tells whether a child has a file. */
export const DeclarationLookedUp = z.object({
  progress: z.enum(["waiting", "confirmed", "refused"]),
  declaredOn: z.string(),
  reason: z.string().nullable(),
  /** Confirmed, and the village knew some of it better by then. */
  partly: z.boolean(),
});
export type DeclarationLookedUp = z.infer<typeof DeclarationLookedUp>;

/** One that waits for somebody's word. Of the id number the ends; so of telephones, until they are opened with a purpose. */
export const WaitingDeclaration = z.object({
  id: idSchema,
  area: z.string(),
  declaredAt: z.string(),
  number: z.string(),
  who: z.string(),
  parent: z.object({ name: z.string(), phone: z.string(), idNumber: z.string() }),
  child: z.object({ name: z.string(), birthDate: z.string().nullable() }),
  since: z.string(),
  place: z.string(),
  carer: z.object({ name: z.string(), relation: z.string(), phone: z.string() }),
});
export type WaitingDeclaration = z.infer<typeof WaitingDeclaration>;
/** The oldest first, so many and no more; `count` of all. */
export const WAITING_MOST = 100;
export const WaitingDeclarations = z.object({ count: z.number().int(), lines: z.array(WaitingDeclaration) });
export type WaitingDeclarations = z.infer<typeof WaitingDeclarations>;

export const DeclarationParam = z.strictObject({ declarationId: idSchema });
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });
export const AreaQuery = z.strictObject({ area: areaSchema.optional() });

const handlers = ["director", "supervisor", "county"] as const;
export const permissions = {
  "declaration.read": handlers,
  "declaration.confirm": handlers,
  "declaration.refuse": handlers,
  "declaration.transfer": ["supervisor", "county"],
} as const;
