import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";

/** What may lie beside a file, as the policy of its day takes it (kernel/evidence.ts). */
export type AttachmentKind = "photo" | "signature";

/** Bytes of one attachment, as a phone has made it small. */
export const BYTES_MOST = 500_000;
export { PART_MOST } from "./decide.ts";
/** Days after which parts that nobody went on with are forgotten. */
export const PART_DAYS = 60;
/** Bytes of parts that may lie about for one child. */
export const PARTS_MOST = 20_000_000;

export const AddAttachment = z.strictObject({
  /** The attachment's own id: the same under which its parts were sent. */
  id: idSchema,
  kind: z.enum(["photo", "signature"]),
  /** The visit that it belongs to, by the id of its command. */
  of: idSchema,
  day: daySchema.optional(),
  /** SHA-256 of what was sent, hex: all of it is here, and nothing else. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whose signature it is, or what the photo shows. */
  note: z.string().trim().max(40).default(""),
});
export type AddAttachment = z.infer<typeof AddAttachment>;

/** One that was sent and should not be there: who is on it, or what it shows. Why stays in the file. */
export const WithdrawAttachment = z.strictObject({ id: idSchema, reason: z.string().trim().min(4).max(300) });
export type WithdrawAttachment = z.infer<typeof WithdrawAttachment>;
/** The same as it lay in a phone's outbox, which knows of a child and no more. */
export const WithdrawnOffline = WithdrawAttachment.extend({ attachmentId: idSchema });

/** How many bytes of an attachment the server holds: where its sender goes on. */
export const Arrived = z.object({ at: z.number().int() });
export type Arrived = z.infer<typeof Arrived>;

export const PartQuery = z.strictObject({ at: z.coerce.number().int().min(0).max(BYTES_MOST) });
export const OpenQuery = z.strictObject({ purpose: z.enum(purposes) });

/** An attachment as a page lists it: that it is there, not what it shows. */
export const AttachmentLine = z.object({
  id: idSchema,
  kind: z.enum(["photo", "signature"]),
  of: idSchema,
  day: daySchema,
  bytes: z.number().int(),
});
export type AttachmentLine = z.infer<typeof AttachmentLine>;

/** A photo that the server has, as a phone knows of it. */
export const SentPhoto = AttachmentLine.pick({ id: true, day: true });
export type SentPhoto = z.infer<typeof SentPhoto>;

export const kinds = { added: "attachment.added", withdrawn: "attachment.withdrawn" } as const;

export const permissions = {
  "attachment.add": ["director", "supervisor"],
  "attachment.withdraw": ["director", "supervisor", "county"],
  "attachment.read": ["director", "supervisor", "county"],
} as const;
