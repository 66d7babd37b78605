import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

/** Who may be written to, from above to below: each writes to posts below the own one. */
export const ladder = ["province", "city", "county", "supervisor", "director"] as const;
export type NoticePost = (typeof ladder)[number];

const unique = (values: string[]): string[] => [...new Set(values)];

/**
 * A notice to posts of an area. With `childIds` it is for the directors of these children's villages, and `areas` follows
 * from them: the ids alone are kept, never what is known of a child.
 */
export const SendNotice = z.strictObject({
  id: idSchema,
  title: z.string().trim().min(2).max(60),
  words: z.string().trim().min(2).max(2000),
  posts: z.array(z.enum(ladder)).min(1).max(4),
  areas: z.array(areaSchema).max(200).transform(unique).default([]),
  childIds: z.array(idSchema).max(1000).transform(unique).default([]),
  /** By when it is to be read. */
  readBy: daySchema,
});
export type SendNotice = z.infer<typeof SendNotice>;

export const ReadNotice = z.strictObject({ id: idSchema });
export type ReadNotice = z.infer<typeof ReadNotice>;
export const RemindNotice = z.strictObject({ id: idSchema });
export type RemindNotice = z.infer<typeof RemindNotice>;
export const WithdrawNotice = z.strictObject({ id: idSchema, reason: z.string().trim().min(4).max(200) });
export type WithdrawNotice = z.infer<typeof WithdrawNotice>;

export const kinds = {
  sent: "notice.sent",
  read: "notice.read",
  reminded: "notice.reminded",
  withdrawn: "notice.withdrawn",
} as const;

export const NoticeSent = z.object({ id: idSchema, repeated: z.boolean() });
export type NoticeSent = z.infer<typeof NoticeSent>;

const Head = {
  id: idSchema,
  title: z.string(),
  sender: z.string(),
  sentAt: z.string(),
  readBy: daySchema,
  remindedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
};

/** A notice as its reader has it, also without signal. One that was withdrawn keeps its title and why, and no words. */
export const OwnNotice = z.object({
  ...Head,
  words: z.string(),
  readAt: z.string().nullable(),
  /** Which children of the reader's own area it is about. */
  childIds: z.array(idSchema),
});
export type OwnNotice = z.infer<typeof OwnNotice>;
export const OwnNotices = z.array(OwnNotice);

/** A line of what an office has sent. */
export const NoticeLine = z.object({
  ...Head,
  posts: z.array(z.string()),
  areas: z.array(z.string()),
  people: z.number().int(),
  read: z.number().int(),
});
export type NoticeLine = z.infer<typeof NoticeLine>;
export const NoticesPage = z.object({ lines: z.array(NoticeLine), next: z.string().nullable() });
export type NoticesPage = z.infer<typeof NoticesPage>;

export const NoticeReader = z.object({
  personId: idSchema,
  name: z.string(),
  post: z.string(),
  area: z.string(),
  readAt: z.string().nullable(),
});
export type NoticeReader = z.infer<typeof NoticeReader>;
export const NoticeShown = NoticeLine.extend({
  words: z.string(),
  reminders: z.number().int(),
  childIds: z.array(idSchema),
  /** Those who have not read it first, by place; at most READERS_MOST. */
  readers: z.array(NoticeReader),
  /** The own office wrote it, and may remind and withdraw. */
  own: z.boolean(),
});
export type NoticeShown = z.infer<typeof NoticeShown>;
export const READERS_MOST = 1000;

export const NoticeParam = z.strictObject({ noticeId: idSchema });
export const NoticesQuery = z.strictObject({
  /** Where the last page ended: its `next`. */
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type NoticesQuery = z.infer<typeof NoticesQuery>;

/** Written from an office to those below it; read by whoever it is for. */
export const permissions = {
  "notice.open": ["director", "supervisor", "county", "city", "province"],
  "notice.read": ["director", "supervisor", "county", "city"],
  "notice.write": ["supervisor", "county", "city", "province"],
} as const;
