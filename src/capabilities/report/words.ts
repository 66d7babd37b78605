import { z } from "zod";
import { areaSchema } from "#capabilities/registry/words.ts";

export const reportKinds = ["self-audit", "impact"] as const;
export type ReportKind = (typeof reportKinds)[number];

const cell = z.union([z.string(), z.number()]);
export type Figure = z.infer<typeof cell>;

/** A part of a report: a table made by a query, never typed in. */
export const Section = z.object({
  id: z.string(),
  title: z.string(),
  /** The clause that asks for it. */
  clause: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)),
});
export type Section = z.infer<typeof Section>;

export const Report = z.object({
  kind: z.enum(reportKinds),
  title: z.string(),
  area: z.string(),
  areaName: z.string(),
  /** First and last day that it speaks of. */
  from: z.string(),
  to: z.string(),
  drawnAt: z.string(),
  drawnBy: z.string(),
  notes: z.array(z.string()),
  sections: z.array(Section),
  /** SHA-256, hex, over the sections in their order. */
  digest: z.string(),
});
export type Report = z.infer<typeof Report>;

export const reportFormats = ["json", "xlsx"] as const;
export const SelfAuditQuery = z.strictObject({
  year: z.coerce.number().int().min(2000).max(2199),
  area: areaSchema.optional(),
  format: z.enum(reportFormats).default("json"),
});
export const ImpactQuery = z.strictObject({
  area: areaSchema.optional(),
  format: z.enum(reportFormats).default("json"),
});

/** What happened to the installation as a whole, kept by the command that did it. */
export const eventKinds = ["backup", "verify", "restore", "key_rotation"] as const;
export type EventKind = (typeof eventKinds)[number];

export const permissions = { "report.read": ["county", "auditor", "audit_admin"] } as const;
